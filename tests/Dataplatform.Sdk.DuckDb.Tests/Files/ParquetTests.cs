using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(KindValues.OfParquet), MemberType = typeof(KindValues), DisableDiscoveryEnumeration = true)]
    public async Task Values_and_missing_values_come_back_as_they_were(ColumnType type, object[] values)
    {
        Cell[] rows = [new(null), .. values.Select(value => new Cell(value)), new(null)];
        var path = _folder.File("values.parquet");

        (await Parquet.ToParquetAsync(rows.ToAsyncEnumerable(), path, ParquetOptions.Default, Cell.Codec(type))).ShouldBe(rows.Length);

        (await Parquet.Read(path, ParquetReadOptions.Default, Cell.Codec(type)).ToListAsync()).Select(cell => cell.Value).ShouldBe(rows.Select(cell => cell.Value));
    }

    [Fact]
    public async Task Many_rows_come_in_order_and_an_older_file_is_replaced()
    {
        var path = _folder.File("deep/er/orders.parquet");
        await WriteAsync(path, [new Order(1, 1m, "old")]);

        (await WriteAsync(path, Orders(50_000))).ShouldBe(50_000);

        (await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync()).ShouldBe(Orders(50_000));
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public async Task No_rows_are_a_file_too()
    {
        var path = _folder.File("none.parquet");
        (await WriteAsync(path, [])).ShouldBe(0);
        (await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_of_a_pattern_are_read_in_the_order_of_their_paths()
    {
        await WriteAsync(_folder.File("b/2.parquet"), [new Order(3, 3m, null)]);
        await WriteAsync(_folder.File("a/2.parquet"), [new Order(2, 2m, null)]);
        await WriteAsync(_folder.File("a/1.parquet"), [new Order(1, 1m, null)]);
        await WriteAsync(_folder.File("a/1.txt"), [new Order(9, 9m, null)]);

        (await IdsAsync("*/*.parquet")).ShouldBe([1, 2, 3]);
        (await IdsAsync("**/2.parquet")).ShouldBe([2, 3]);
        (await FailAsync(_folder.File("c/*.parquet"))).ShouldBe($"No file matches '{_folder.File("c/*.parquet")}'.");
    }

    [Fact]
    public async Task A_file_whose_name_looks_like_a_pattern_is_that_file()
    {
        await WriteAsync(_folder.File("a1.parquet"), [new Order(1, 1m, null)]);
        await WriteAsync(_folder.File("a[1].parquet"), [new Order(2, 2m, null)]);
        await WriteAsync(_folder.File("day=1/it's*.parquet"), [new Order(3, 3m, null)]);

        (await IdsAsync("a[1].parquet")).ShouldBe([2]);
        (await IdsAsync("day=1/it's*.parquet")).ShouldBe([3]);
    }

    [Fact]
    public async Task Columns_are_found_by_name_and_others_are_left()
    {
        var path = Made("select 'x' as note, 7::int as other, 2.5::decimal(5, 1) as AMOUNT, 3::smallint as order_id");
        (await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync()).ShouldBe([new Order(3, 2.5m, "x")]);
    }

    [Fact]
    public async Task What_does_not_fit_the_contract_is_said_with_file_and_column()
    {
        (await FailAsync(Made("select 1 as order_id, 'x' as note"))).ShouldContain("column 'amount' ('Order.Amount', DECIMAL(28,10)) is missing");
        (await FailAsync(Made("select 1 as order_id, 1.5::double as amount, 'x' as note"))).ShouldContain("column 'amount' is DOUBLE, but 'Order.Amount' is DECIMAL(28,10)");
        (await FailAsync(Made("select null::bigint as order_id, 1::decimal(5, 1) as amount, 'x' as note"))).ShouldContain("Column 'order_id' of the file '");

        var path = Made("select 1::hugeint::decimal(38, 0) * 9223372036854775808 as order_id, 1::decimal(5, 1) as amount, 'x' as note from range(3000)");
        (await FailAsync(path)).ShouldBe($"The Parquet file '{path}' does not fit: column 'order_id' holds a value that is no BIGINT ('Order.OrderId'). Give the member a wider type.");
    }

    [Fact]
    public async Task Each_file_of_a_pattern_keeps_its_own_types()
    {
        Made("select 1 as order_id, 1::decimal(5, 1) as amount, 'x' as note", "1.parquet");
        Made("select 1.5::decimal(5, 1) as order_id, 1::decimal(5, 1) as amount, 'x' as note", "2.parquet");

        // Read together, DuckDB would round the 1.5 to the integer of the first file.
        (await FailAsync(_folder.File("*.parquet"))).ShouldContain("column 'order_id' is DECIMAL(5,1), but 'Order.OrderId' is BIGINT");
    }

    [Fact]
    public async Task A_missing_or_broken_file_is_named()
    {
        var path = _folder.File("orders.parquet");
        await WriteAsync(path, Orders(5_000));
        (await FailAsync(_folder.File("oders.parquet"))).ShouldBe($"The Parquet file '{_folder.File("oders.parquet")}' does not exist. Did you mean 'orders.parquet'?");
        (await FailAsync(_folder.Path)).ShouldContain("is a folder, not a Parquet file");

        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]);
        (await FailAsync(path)).ShouldStartWith($"The Parquet file '{path}' cannot be read. ");
    }

    [Fact]
    public async Task What_parquet_would_change_is_refused()
    {
        var path = _folder.File("wide.parquet");
        var wide = await Should.ThrowAsync<DataplatformException>(() =>
            Parquet.ToParquetAsync(new[] { new Cell(Int128.MaxValue) }.ToAsyncEnumerable(), path, ParquetOptions.Default, Cell.Codec(new(ColumnKind.Int128))));
        wide.Message.ShouldStartWith($"The Parquet file '{path}' cannot be written, and nothing has changed there. ");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_rows_fail_the_older_file_stays_and_nothing_else()
    {
        var path = _folder.File("orders.parquet");
        await WriteAsync(path, Orders(10));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Parquet.ToParquetAsync(Failing(), path, ParquetOptions.Default, Order.Codec));

        failure.Message.ShouldBe("the shop is closed");
        (await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync()).ShouldBe(Orders(10));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([path]);

        static async IAsyncEnumerable<Order> Failing()
        {
            foreach (var order in Orders(10_000))
            {
                yield return order;
            }

            await Task.Yield();
            throw new InvalidOperationException("the shop is closed");
        }
    }

    [Fact]
    public async Task When_it_is_cancelled_the_older_file_stays_and_nothing_else()
    {
        var path = _folder.File("orders.parquet");
        await WriteAsync(path, Orders(10));
        using var cancellation = new CancellationTokenSource();
        var endless = Endless();

        await Should.ThrowAsync<OperationCanceledException>(() => Parquet.ToParquetAsync(endless, path, ParquetOptions.Default, Order.Codec, cancellation.Token));

        (await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync()).ShouldBe(Orders(10));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([path]);

        async IAsyncEnumerable<Order> Endless()
        {
            for (long id = 0; ; id++)
            {
                if (id == 100_000)
                {
                    await cancellation.CancelAsync();
                }

                yield return new Order(id, 1m, null);
            }
        }
    }

    [Fact]
    public async Task A_file_cannot_be_written_where_a_folder_or_a_file_is_in_the_way()
    {
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync(_folder.Path, []))).Message.ShouldContain("is a folder, so no Parquet file can be written there");
        await File.WriteAllTextAsync(_folder.File("file"), "");
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync(_folder.File("file/x.parquet"), []))).Message.ShouldContain("cannot be written, and nothing has changed there");
    }

    private static List<Order> Orders(int count) => [.. Enumerable.Range(1, count).Select(i => new Order(i, i / 4m, i % 3 == 0 ? null : $"note number {i}"))];

    private static Task<long> WriteAsync(string path, IEnumerable<Order> orders) => Parquet.ToParquetAsync(orders.ToAsyncEnumerable(), path, ParquetOptions.Default, Order.Codec);

    private static async Task<string> FailAsync(string path) =>
        (await Should.ThrowAsync<DataplatformException>(async () => await Parquet.Read(path, ParquetReadOptions.Default, Order.Codec).ToListAsync())).Message;

    private async Task<long[]> IdsAsync(string path) => await Parquet.Read(_folder.File(path), ParquetReadOptions.Default, Order.Codec).Select(order => order.OrderId).ToArrayAsync();

    private string Made(string query, string name = "made.parquet")
    {
        var path = _folder.File(name);
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute($"copy ({query}) to '{path}' (format parquet)");
        return path;
    }
}
