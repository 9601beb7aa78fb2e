using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

public sealed class CsvExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(KindValues.OfText), MemberType = typeof(KindValues), DisableDiscoveryEnumeration = true)]
    public async Task Values_and_missing_values_come_back_as_they_were(ColumnType type, object[] values)
    {
        Cell[] rows = [new(null), .. values.Select(value => new Cell(value)), new(null)];
        var codec = Cell.Codec(type);
        CsvOptions[] all = [new(), new() { HasHeader = false }, new() { Delimiter = ';', NullText = "NULL" }, new() { Delimiter = '\t', HasHeader = false, NullText = "\\N" }];
        foreach (var options in all)
        {
            var path = _folder.File("values.csv");
            (await Csv.ToCsvAsync(rows.ToAsyncEnumerable(), path, options, codec)).ShouldBe(rows.Length);
            (await Csv.Read(path, options, codec).ToListAsync()).Select(cell => cell.Value).ShouldBe(rows.Select(cell => cell.Value), options.ToString());
        }
    }

    [Theory]
    [InlineData("orders.csv")]
    [InlineData("orders.csv.gz")]
    [InlineData("orders.CSV.ZST")]
    public async Task Many_rows_come_back_in_order(string name)
    {
        var orders = Enumerable.Range(1, 50_000).Select(i => new Order(i, i / 4m, i % 3 == 0 ? null : $"note number {i}")).ToList();
        var path = _folder.File(name);

        (await Csv.ToCsvAsync(orders.ToAsyncEnumerable(), path, new CsvOptions(), Order.Codec)).ShouldBe(50_000);

        (await Csv.Read(path, new CsvOptions(), Order.Codec).ToListAsync()).ShouldBe(orders);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public async Task A_file_is_written_by_RFC_4180()
    {
        var path = _folder.File("orders.csv");
        Order[] orders = [new(1, 1.5m, "a, \"b\"\nc"), new(2, -3m, null), new(3, 0m, "")];

        await Csv.ToCsvAsync(orders.ToAsyncEnumerable(), path, new CsvOptions(), Order.Codec);

        (await File.ReadAllTextAsync(path)).ShouldBe("order_id,amount,note\n1,1.5000000000,\"a, \"\"b\"\"\nc\"\n2,-3.0000000000,\n3,0.0000000000,\"\"\n");
    }

    [Fact]
    public async Task No_rows_are_a_file_with_a_header()
    {
        var path = _folder.File("none.csv");
        (await Csv.ToCsvAsync(AsyncEnumerable.Empty<Order>(), path, new CsvOptions(), Order.Codec)).ShouldBe(0);
        (await File.ReadAllTextAsync(path)).ShouldBe("order_id,amount,note\n");
        (await Csv.Read(path, new CsvOptions(), Order.Codec).ToListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('é')]
    [InlineData('a')]
    public void A_delimiter_that_could_be_data_is_refused(char delimiter) =>
        Should.Throw<ArgumentException>(() => Csv.Read(_folder.File("x.csv"), new CsvOptions { Delimiter = delimiter }, Order.Codec)).Message.ShouldContain("cannot separate fields");

    [Theory]
    [InlineData("a;b")]
    [InlineData("\"")]
    public void A_null_text_that_would_need_quotes_is_refused(string text) =>
        Should.Throw<ArgumentException>(() => Csv.Read(_folder.File("x.csv"), new CsvOptions { Delimiter = ';', NullText = text }, Order.Codec)).Message.ShouldContain("cannot stand for a missing value");
}
