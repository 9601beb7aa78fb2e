using System.Diagnostics;
using System.IO.Compression;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>An export is there whole or not at all, in every format.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => ["orders.csv", "orders.csv.gz", "orders.jsonl", "orders.jsonl.gz", "orders.parquet", "lake"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task When_the_rows_fail_the_older_one_stays_and_nothing_else(string name)
    {
        await WriteAsync(name, Orders(10));
        var before = Content();

        (await Should.ThrowAsync<InvalidOperationException>(() => WriteAsync(name, Failing()))).Message.ShouldBe("the shop is closed");

        Content().ShouldBe(before);

        static IEnumerable<Order> Failing() => Orders(10_000).Concat(Enumerable.Repeat(0, 1).Select<int, Order>(_ => throw new InvalidOperationException("the shop is closed")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task When_it_is_cancelled_it_ends_within_a_second_and_the_older_one_stays(string name)
    {
        await WriteAsync(name, Orders(10));
        var before = Content();
        using var cancellation = new CancellationTokenSource();
        var watch = new Stopwatch();

        await Should.ThrowAsync<OperationCanceledException>(() => WriteAsync(name, Endless(), cancellation.Token));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "a second on a machine that does nothing else");
        Content().ShouldBe(before);

        IEnumerable<Order> Endless()
        {
            for (long id = 0; ; id++)
            {
                if (id == 100_000)
                {
                    watch.Start();
                    cancellation.Cancel();
                }

                yield return new Order(id, 1m, null);
            }
        }
    }

    [Theory]
    [InlineData("orders.csv")]
    [InlineData("orders.csv.gz")]
    [InlineData("orders.parquet")]
    [InlineData("lake")]
    public async Task When_it_is_cancelled_while_the_file_is_written_it_ends_within_a_second_and_the_older_one_stays(string name)
    {
        await WriteAsync(name, Orders(10));
        var before = Content();
        using var cancellation = new CancellationTokenSource();
        var watch = new Stopwatch();

        // The rows have come to their end when DuckDB begins with the file.
        using var watcher = new FileSystemWatcher(_folder.Path) { IncludeSubdirectories = true };
        watcher.Created += (_, e) =>
        {
            if (e.FullPath.Contains($"{Path.DirectorySeparatorChar}complete{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            {
                watch.Start();
                cancellation.Cancel();
            }
        };
        watcher.EnableRaisingEvents = true;
        var random = new Random(1);
        var note = new byte[200];

        await Should.ThrowAsync<OperationCanceledException>(() => WriteAsync(name, Enumerable.Range(0, 600_000).Select(i => new Order(i, i, name == "lake" ? $"note {i % 5}" : Note())), cancellation.Token));

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.Zero);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), "a second on a machine that does nothing else");
        Content().ShouldBe(before);
        TestContext.Current.SendDiagnosticMessage($"{name}: ended {watch.ElapsedMilliseconds} ms after the cancellation.");

        string Note()
        {
            random.NextBytes(note);
            return Convert.ToBase64String(note);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Two_exports_to_one_place_do_not_disturb_each_other(string name)
    {
        var slow = new TaskCompletionSource();
        var first = WriteAsync(name, SlowAsync(), CancellationToken.None);
        await WriteAsync(name, Orders(20));
        slow.SetResult();
        (await first).ShouldBe(30);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([_folder.File(name)]);

        async IAsyncEnumerable<Order> SlowAsync()
        {
            foreach (var order in Orders(30))
            {
                yield return order;
            }

            await slow.Task;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_killed_export_left_goes_with_the_next_one_and_nothing_else_does(string name)
    {
        var left = Directory.CreateDirectory(_folder.File($".{name}.{Guid.NewGuid():N}"));
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "lock"), "");
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "rows.duckdb"), "");
        Directory.CreateDirectory(_folder.File($".{name}.{Guid.NewGuid():N}"));
        var halfRemoved = Directory.CreateDirectory(_folder.File($".{name}.{Guid.NewGuid():N}"));
        await File.WriteAllTextAsync(Path.Combine(halfRemoved.FullName, "rows.duckdb"), "");
        string[] others = [_folder.File($".{name}.backup"), _folder.File($".other.{Guid.NewGuid():N}")];
        others.ToList().ForEach(other => Directory.CreateDirectory(other));

        await WriteAsync(name, Orders(1));

        Directory.EnumerateFileSystemEntries(_folder.Path).Order().ShouldBe(others.Append(_folder.File(name)).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_in_the_way_is_named(string name)
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync($"file/{name}", []))).Message.ShouldContain("cannot be written, and nothing has changed there");
        if (name == "lake")
        {
            await File.WriteAllTextAsync(_folder.File(name), "");
            (await Should.ThrowAsync<DataplatformException>(() => WriteAsync(name, []))).Message.ShouldContain("is a file, so no folder of Parquet files can be written there");
        }
        else
        {
            Directory.CreateDirectory(_folder.File(name));
            (await Should.ThrowAsync<DataplatformException>(() => WriteAsync(name, []))).Message.ShouldContain("is a folder, so no ");
        }
    }

    [Fact]
    public async Task Long_rows_are_written_in_small_groups()
    {
        var orders = Enumerable.Range(1, 4000).Select(i => new Order(i, i, new string((char)('a' + (i % 26)), 100_000)));

        await WriteAsync("orders.parquet", orders);

        using var session = new SourceSession();
        session.Connection.Query("select count(distinct row_group_id) from parquet_metadata($1)", _folder.File("orders.parquet"))[0][0].ShouldBe(2L);
    }

    [Fact]
    public async Task Json_is_not_written_with_Zstandard()
    {
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync("orders.jsonl.zst", []))).Message
            .ShouldBe($"The JSON file '{_folder.File("orders.jsonl.zst")}' cannot be compressed with Zstandard. Let its name end in .gz.");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gzip_is_what_other_tools_read()
    {
        await WriteAsync("orders.jsonl.gz", Orders(3));
        await using var text = new GZipStream(File.OpenRead(_folder.File("orders.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(text);
        (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    private static List<Order> Orders(int count) => [.. Enumerable.Range(1, count).Select(i => new Order(i, i / 4m, i % 3 == 0 ? null : $"note {i % 10}"))];

    private Task<long> WriteAsync(string name, IEnumerable<Order> orders, CancellationToken cancellationToken = default) =>
        WriteAsync(name, orders.ToAsyncEnumerable(), cancellationToken);

    private Task<long> WriteAsync(string name, IAsyncEnumerable<Order> orders, CancellationToken cancellationToken)
    {
        var path = _folder.File(name);
        return name.Contains(".csv") ? Csv.ToCsvAsync(orders, path, CsvOptions.Default, Order.Codec, cancellationToken)
            : name.Contains(".json") ? Json.ToJsonAsync(orders, path, Order.Codec, cancellationToken)
            : name.Contains(".parquet") ? Parquet.ToParquetAsync(orders, path, ParquetOptions.Default, Order.Codec, cancellationToken)
            : Parquet.ToParquetAsync(orders, path, new ParquetOptions { PartitionBy = ["Note"] }, Order.Codec, cancellationToken);
    }

    private List<string> Content() =>
        [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order().Select(file => $"{file} {Convert.ToBase64String(File.ReadAllBytes(file))}")];
}
