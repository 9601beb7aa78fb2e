using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>Folders that are columns.</summary>
public sealed class HiveTests : IDisposable
{
    private static readonly ParquetReadOptions Hive = new() { HivePartitioning = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private sealed record Trade(long Id, object? Part)
    {
        public static BoxedCodec<Trade> Codec(ColumnType type, bool isNullable = true) => new(
            new RowSchema("Trade", [new("id", new(ColumnKind.Int64), false, "Id"), new("part", type, isNullable, "Part")]),
            trade => [trade.Id, trade.Part],
            values => new Trade((long)values[0]!, values[1]));
    }

    [Theory]
    [MemberData(nameof(KindValues.OfParquet), MemberType = typeof(KindValues), DisableDiscoveryEnumeration = true)]
    public async Task Values_of_every_kind_come_back_from_the_names_of_folders(ColumnType type, object[] values)
    {
        if (type.Kind is ColumnKind.Bytes or ColumnKind.Interval)
        {
            await RefuseAsync(type, type.Kind == ColumnKind.Bytes ? "bytes" : "lengths of time");
            return;
        }

        // A name of a folder is at most 255 bytes.
        var trades = values.Append(null).Where(value => value is not string { Length: > 255 }).Select((value, i) => new Trade(i, value)).ToList();

        await WriteAsync(trades, type);

        (await ReadAsync(type)).ShouldBe(trades);
    }

    [Fact]
    public Task Values_within_values_cannot_name_a_folder() =>
        RefuseAsync(ColumnType.List(new("", new(ColumnKind.Int32), false, "")), "values within values");

    private async Task RefuseAsync(ColumnType type, string what) =>
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync([], type))).Message.ShouldBe($"'Trade.Part' holds {what}, which cannot name a folder. Partition by another member.");

    [Fact]
    public async Task Hostile_texts_come_back_from_the_names_of_folders()
    {
        string?[] texts = ["a/b", "..", ".", "a|b", "100%", "%2F", "it's", "\"q\"", "a\nb", "\r", "\0", "🦆", "", " ", null, "a=b", "=", "*", "?", "[a]", "\\", "~", "null", "#&+;:", ".hidden"];
        var trades = texts.Select((text, i) => new Trade(i, text)).ToList();

        await WriteAsync(trades, new(ColumnKind.Text));

        (await ReadAsync(new(ColumnKind.Text))).ShouldBe(trades);
    }

    [Fact]
    public async Task A_text_that_cannot_name_a_folder_is_refused_and_the_older_folder_stays()
    {
        var text = new ColumnType(ColumnKind.Text);
        await WriteAsync([new Trade(1, "a")], text);

        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync([new Trade(1, "__HIVE_DEFAULT_PARTITION__")], text))).Message
            .ShouldBe("Column 'part' holds the text '__HIVE_DEFAULT_PARTITION__', which as a folder's name stands for a missing value. Write another text in its place.");
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync([new Trade(1, new string('x', 300))], text))).Message
            .ShouldStartWith($"The Parquet folder '{_folder.File("lake")}' cannot be written, and nothing has changed there. ");

        (await ReadAsync(text)).ShouldBe([new Trade(1, "a")]);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([_folder.File("lake")]);
    }

    [Fact]
    public async Task Many_partitions_keep_the_order_of_their_rows()
    {
        var trades = Enumerable.Range(0, 60_000).Select(i => new Trade(i, (long)(i * 7919 % 700))).ToList();

        await WriteAsync(trades, new(ColumnKind.Int64));

        var read = await ReadAsync(new(ColumnKind.Int64), sorted: false);
        read.Count.ShouldBe(trades.Count);
        foreach (var partition in read.GroupBy(trade => trade.Part))
        {
            partition.Select(trade => trade.Id).ShouldBe(trades.Where(trade => trade.Part!.Equals(partition.Key)).Select(trade => trade.Id));
        }
    }

    [Fact]
    public async Task An_older_folder_is_replaced_as_a_whole()
    {
        var number = new ColumnType(ColumnKind.Int64);
        await WriteAsync([new Trade(1, 1L), new Trade(2, 2L)], number);
        var before = Directory.GetFiles(_folder.File("lake/part=1")).Single();

        await WriteAsync([new Trade(3, 1L)], number);

        (await ReadAsync(number)).ShouldBe([new Trade(3, 1L)]);
        File.Exists(before).ShouldBeFalse("a reader of the older folder must not get a new file in its place");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([_folder.File("lake")]);
    }

    [Fact]
    public async Task A_folder_that_holds_anything_else_is_not_replaced()
    {
        Directory.CreateDirectory(_folder.File("lake/deep"));
        await File.WriteAllTextAsync(_folder.File("lake/deep/thesis.doc"), "");
        (await Should.ThrowAsync<DataplatformException>(() => WriteAsync([], new(ColumnKind.Int64)))).Message
            .ShouldBe($"The folder '{_folder.File("lake")}' would be replaced as a whole, but it holds '{Path.Combine("deep", "thesis.doc")}', which is no Parquet file. Name a folder that holds nothing else.");
        File.Exists(_folder.File("lake/deep/thesis.doc")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_may_be_replaced_in_two_steps_and_a_process_killed_between_them_is_made_good()
    {
        var number = new ColumnType(ColumnKind.Int64);
        await WriteAsync([new Trade(1, 1L)], number);
        var (lake, stage) = (_folder.File("lake"), Directory.CreateDirectory(_folder.File($".lake.{Guid.NewGuid():N}")).FullName);
        Directory.CreateDirectory(_folder.File("new"));
        FolderSwap.MoveAside(_folder.File("new"), lake, Path.Combine(stage, "older"));
        Directory.GetFileSystemEntries(lake).ShouldBeEmpty();

        // As a killed process leaves it: the older folder aside, the new one not there.
        Directory.Delete(lake);
        await File.WriteAllTextAsync(Path.Combine(stage, "lock"), "");
        await Should.ThrowAsync<InvalidOperationException>(() => Parquet.ToParquetAsync(Failing(), lake, new ParquetOptions { PartitionBy = ["Part"] }, Trade.Codec(number)));

        (await ReadAsync(number)).ShouldBe([new Trade(1, 1L)]);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([lake]);

        static async IAsyncEnumerable<Trade> Failing()
        {
            await Task.Yield();
            yield return new Trade(2, 2L);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Two_folders_are_not_mixed_up_when_one_of_them_cannot_be_moved()
    {
        Directory.CreateDirectory(_folder.File("lake/old"));
        Should.Throw<IOException>(() => FolderSwap.MoveAside(_folder.File("missing"), _folder.File("lake"), _folder.File("aside")));
        Directory.Exists(_folder.File("lake/old")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("part=2024-02-30", "has a wrong value in its folder 'part=2024-02-30': '2024-02-30' is no DATE ('Trade.Part'). Write it as 2024-12-31, or make the member a string.")]
    [InlineData("part=01%2F02%2F2024", "has a wrong value in its folder 'part=01%2F02%2F2024': '01/02/2024' is no DATE ('Trade.Part'). Write it as 2024-12-31, or make the member a string.")]
    [InlineData("part=__HIVE_DEFAULT_PARTITION__", "has no value in its folder 'part=__HIVE_DEFAULT_PARTITION__', but 'Trade.Part' is not nullable. Fill it in, or make the member nullable.")]
    [InlineData("PART=2024-01-01/part=2024-01-02", "has two values of column 'part' in its path: 'PART=2024-01-01' and 'part=2024-01-02'. Rename one of the folders.")]
    [InlineData("other=1", "does not match its contract: column 'part' ('Trade.Part', DATE) is missing.")]
    public async Task A_folder_that_does_not_fit_is_named(string folder, string end)
    {
        await Parquet.ToParquetAsync(new[] { new Cell(1L) }.ToAsyncEnumerable(), _folder.File($"lake/{folder}/x.parquet"), ParquetOptions.Default, Cell.Codec(new(ColumnKind.Int64), name: "id"));
        var read = Parquet.Read(_folder.File("lake/**/*.parquet"), Hive, Trade.Codec(new(ColumnKind.Date), isNullable: false));
        (await Should.ThrowAsync<DataplatformException>(read.ToListAsync().AsTask())).Message.ShouldBe($"The Parquet file '{_folder.File($"lake/{folder}/x.parquet")}' {end}");
    }

    [Fact]
    public async Task Folders_are_columns_only_when_asked_for()
    {
        var number = new ColumnType(ColumnKind.Int64);
        await WriteAsync([new Trade(1, 1L)], number);
        var read = Parquet.Read(_folder.File("lake/**/*.parquet"), ParquetReadOptions.Default, Trade.Codec(number));
        (await Should.ThrowAsync<DataplatformException>(read.ToListAsync().AsTask())).Message.ShouldContain("column 'part' ('Trade.Part', BIGINT) is missing");
    }

    [Fact]
    public async Task What_cannot_be_partitioned_is_refused()
    {
        var codec = Trade.Codec(new(ColumnKind.Int64));
        (await Should.ThrowAsync<DataplatformException>(() => Parquet.ToParquetAsync(AsyncEnumerable.Empty<Trade>(), _folder.File("x"), new() { PartitionBy = ["Pat"] }, codec))).Message
            .ShouldBe("'Trade' has no member 'Pat' to partition by. Did you mean 'Part'?");
        (await Should.ThrowAsync<DataplatformException>(() => Parquet.ToParquetAsync(AsyncEnumerable.Empty<Trade>(), _folder.File("x"), new() { PartitionBy = ["Part", "Id"] }, codec))).Message
            .ShouldStartWith("All columns of 'Trade' are in PartitionBy");
    }

    [Theory]
    [InlineData(ParquetCompression.Zstandard, "ZSTD")]
    [InlineData(ParquetCompression.Snappy, "SNAPPY")]
    [InlineData(ParquetCompression.Gzip, "GZIP")]
    [InlineData(ParquetCompression.None, "UNCOMPRESSED")]
    public async Task A_file_is_compressed_as_asked(ParquetCompression compression, string name)
    {
        var path = _folder.File("x.parquet");
        var cells = Enumerable.Range(0, 1000).Select(i => new Cell((long)i)).ToList();
        await Parquet.ToParquetAsync(cells.ToAsyncEnumerable(), path, new() { Compression = compression }, Cell.Codec(new(ColumnKind.Int64)));

        (await Parquet.Read(path, ParquetReadOptions.Default, Cell.Codec(new(ColumnKind.Int64))).ToListAsync()).ShouldBe(cells);
        using var session = new SourceSession();
        session.Connection.Query("select distinct compression from parquet_metadata($1)", path).ShouldHaveSingleItem()[0].ShouldBe(name);
    }

    private Task<long> WriteAsync(IEnumerable<Trade> trades, ColumnType type) =>
        Parquet.ToParquetAsync(trades.ToAsyncEnumerable(), _folder.File("lake"), new ParquetOptions { PartitionBy = ["Part"] }, Trade.Codec(type));

    private async Task<List<Trade>> ReadAsync(ColumnType type, bool sorted = true)
    {
        var trades = await Parquet.Read(_folder.File("lake/**/*.parquet"), Hive, Trade.Codec(type)).ToListAsync();
        return sorted ? [.. trades.OrderBy(trade => trade.Id)] : trades;
    }
}
