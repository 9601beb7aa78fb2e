using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

/// <summary>What is in the folder of partitions: what the contract of stores cannot see.</summary>
public sealed class LakeSliceTests : IDisposable
{
    private static readonly AssetKey Orders = new("sales/orders");

    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.File("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_partition_has_a_folder_as_Hive_names_it()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, 1, 2);
        await PublishAsync(store, 2, 3);
        await using (var session = await BeginAsync(store))
        {
            var regions = new PartitionSlice([new(PartitionKey.Of("2024-01-09", "a/b"), []),]) { Dimensions = ["day", "region"] };
            await session.PublishAsync([await session.StageRowsAsync(new StageTarget(new("sales/regions")) { Slice = regions }, RowCodecs.Get<Sale>(), Sale.Of(9, 1).ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
        }

        Folders(Orders).ShouldBe(["day=2024-01-02", "day=2024-01-03"]);
        Folders(new("sales/regions")).ShouldBe(["day=2024-01-09", "day=2024-01-09/region=a%2Fb"]);
        Ask($"select \"day\"::varchar, count(*) from read_parquet('{Lake}/sales/orders/*/*/*.parquet', hive_partitioning = true) group by 1 order by 1").ShouldBe([["2024-01-02", 2L], ["2024-01-03", 3L]]);
        Ask($"select region from read_parquet('{Lake}/sales/regions/**/*.parquet', hive_partitioning = true)").ShouldBe([["a/b"]]);
    }

    [Fact]
    public async Task DuckDB_finds_it_as_the_documentation_says()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, [1, 2, 3], 2);
        await PublishAsync(store, 3, 1, publication: 2);

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute($"set variable head = (select content::json -> 'assets' -> 'sales/orders' from read_text('{Lake}/_heads.json'))");
        connection.Query($"select count(*) from read_parquet('{Lake}/' || (getvariable('head') ->> 'folder') || '/**/*.parquet', hive_partitioning = false, union_by_name = true)").ShouldBe([[5L]]);
    }

    [Fact]
    public async Task Other_programs_find_what_is_published_at_one_instant_by_the_segments()
    {
        await using var store = await OpenAsync();
        for (var day = 1; day <= 5; day++)
        {
            await PublishAsync(store, day, day);
        }

        await PublishAsync(store, 3, 1, publication: 2);
        await store.WipeAsync(Orders, [Days.Key(5)], CancellationToken.None);

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute($"""
            set variable head = (select content::json -> 'assets' -> 'sales/orders' from read_text('{Lake}/_heads.json'));
            set variable files = (
                select list('{Lake}/' || (getvariable('head') ->> 'folder') || '/' || file)
                from (
                    select unnest(from_json(last(h.content::json -> 'files' order by s.number), '["VARCHAR"]')) as file
                    from (select unnest(from_json(getvariable('head') -> 'partitions' -> 'segments' -> '$[*].id', '["VARCHAR"]')) as id, generate_subscripts(from_json(getvariable('head') -> 'partitions' -> 'segments' -> '$[*].id', '["VARCHAR"]'), 1) as number) s
                    join (select parse_filename(filename, true) as id, unnest(from_json(content, '["JSON"]')) as content from read_text('{Lake}/' || (getvariable('head') ->> 'folder') || '/_heads/*.json')) h using (id)
                    group by h.content ->> 'key'));
            """);
        connection.Query("select count(*) from read_parquet(getvariable('files'))").ShouldBe([[1L + 2 + 1 + 4]]);
    }

    [Fact]
    public async Task The_head_file_does_not_grow_with_partitions_and_segments_stay_few()
    {
        await using var store = await OpenAsync();
        var sizes = new List<long>();
        for (var day = 1; day <= 64; day++)
        {
            await PublishAsync(store, day, 1);
            sizes.Add(new FileInfo(Path.Combine(Lake, "_heads.json")).Length);
        }

        sizes.Max().ShouldBeLessThan(sizes[0] + 1_000);
        Segments().ShouldHaveSingleItem("64 are one segment, and those that it has taken up are gone");
        await PublishAsync(store, 65, 1);
        Segments().Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_replaced_goes_at_once_if_nobody_reads_it()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, 1, 2);
        await PublishAsync(store, 1, 3, publication: 2);
        await PublishAsync(store, 1, 0, publication: 3);
        Files().ShouldBeEmpty("a partition without rows has no file");
        Hidden("locks").Length.ShouldBe(2, "one for the asset's version, and that of the open store");
        Hidden("work").ShouldBeEmpty();
        Hidden("replaced").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_replaced_waits_for_its_reader_in_another_store_and_for_nobody_else()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();
        await PublishAsync(store, 1, 2);
        await PublishAsync(store, 2, 2);
        var reader = await BeginAsync(other);
        await BindAsync(reader, 1);
        await PublishAsync(store, 1, 3, publication: 2);
        var late = await BeginAsync(other);
        await BindAsync(late, 1);
        await PublishAsync(store, 2, 3, publication: 3);
        Files().Length.ShouldBe(4, "both days, and what each had before");
        Hidden("replaced").Length.ShouldBe(2);

        await reader.DisposeAsync();
        Files().Length.ShouldBe(3, "the second day was replaced after the other reader began");
        await late.DisposeAsync();

        Files().Length.ShouldBe(2);
        Hidden("replaced").ShouldBeEmpty();
        Hidden("readers").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_of_many_partitions_holds_two_files()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Enumerable.Range(1, 100), 1);
        await using var reader = await BeginAsync(store);
        await reader.BindAsync(new InputBinding.Published(Orders, "all"), CancellationToken.None);
        await reader.BindAsync(new InputBinding.Published(Orders, "some") { Partitions = [Days.Key(1), Days.Key(2)] }, CancellationToken.None);

        Hidden("readers").Length.ShouldBe(1);
        Hidden("locks").Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_dead_publisher_and_a_dead_reader_left_goes_at_open()
    {
        await using (var store = await OpenAsync())
        {
            await PublishAsync(store, 1, 2);
            await PublishAsync(store, 2, 2);
        }

        var version = Directory.GetDirectories(Path.Combine(Lake, "sales", "orders")).Single();
        var dead = Guid.CreateVersion7().ToString("N");
        var stranger = Path.Combine(version, "readme.txt");
        await File.WriteAllTextAsync(stranger, "mine");
        await File.WriteAllTextAsync(Path.Combine(version, "day=2024-01-02", $"{dead}-0.parquet"), "moved, and never published");
        await File.WriteAllTextAsync(Path.Combine(version, "_heads", $"{dead}.json"), "[]");
        await File.WriteAllTextAsync(Path.Combine(Lake, "_dataplatform", "locks", dead), "sales/orders");
        await File.WriteAllTextAsync(Path.Combine(Lake, "_dataplatform", "readers", $"{Path.GetFileName(version)}.1.{dead}"), "");
        Files().Length.ShouldBe(3);

        await using var again = await OpenAsync();

        Files().Length.ShouldBe(2);
        Segments().Length.ShouldBe(1);
        Hidden("readers").ShouldBeEmpty();
        Hidden("locks").Length.ShouldBe(2);
        File.Exists(stranger).ShouldBeTrue();
        await PublishAsync(again, 3, 1);
    }

    [Fact]
    public async Task A_publication_that_fails_at_the_head_file_can_be_repeated_or_discarded()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, 1, 2);
        var obstacle = Path.Combine(Lake, "_heads.json.next");
        var session = await BeginAsync(store);
        var staged = await StageAsync(session, [1, 2], 3, publication: 2);
        Directory.CreateDirectory(obstacle);

        (await Should.ThrowAsync<DataplatformException>(session.PublishAsync([staged], CancellationToken.None).AsTask())).Message.ShouldContain("nothing has changed there");
        Files().Length.ShouldBe(1);
        Directory.Delete(obstacle);
        await session.PublishAsync([staged], CancellationToken.None);
        Files().Length.ShouldBe(2);

        var discarded = await StageAsync(session, [1, 3], 3, publication: 3);
        Directory.CreateDirectory(obstacle);
        await Should.ThrowAsync<DataplatformException>(session.PublishAsync([discarded], CancellationToken.None).AsTask());
        await session.DisposeAsync();
        Directory.Delete(obstacle);

        Files().Length.ShouldBe(2);
        Segments().ShouldHaveSingleItem();
        Hidden("work").ShouldBeEmpty();
        Hidden("locks").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_first_publication_that_is_refused_leaves_nothing()
    {
        await using var store = await OpenAsync();
        await using (var session = await BeginAsync(store))
        {
            var staged = await StageAsync(session, [1], 1);
            await store.RevokeAsync(Orders, [Days.Key(1)], CancellationToken.None);
            await Should.ThrowAsync<DataplatformException>(session.PublishAsync([staged], CancellationToken.None).AsTask());
        }

        Files().ShouldBeEmpty();
        Hidden("locks").Length.ShouldBe(1, "that of the open store");
        Hidden("work").ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_of_a_partition_go_on_in_the_next_file()
    {
        await using var store = await OpenAsync(new ParquetStoreOptions { PartBytes = 100_000 });
        await PublishAsync(store, 1, 20_000);
        Files().Length.ShouldBeGreaterThan(3);
        Ask($"select count(*) from read_parquet('{Lake}/sales/orders/**/*.parquet')").ShouldBe([[20_000L]]);
        await PublishAsync(store, 1, 1, publication: 2);
        Files().Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_store_below_folders_that_look_like_partitions_keeps_its_own_values()
    {
        var lake = _folder.File(Path.Combine("day=1999-01-01", "publication=9 [a*]?", "lake"));
        await using var store = new ParquetAssetStore(lake);
        await store.OpenAsync(CancellationToken.None);
        await PublishAsync(store, [1, 2], 2, publication: 3);
        await using var result = await store.QueryAsync("select distinct day::varchar, publication from sales.orders order by all", CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None).ToListAsync()).ShouldBe([["2024-01-02", 3L], ["2024-01-03", 3L]]);
    }

    [Fact]
    public async Task Heads_that_are_gone_or_damaged_say_so()
    {
        await using (var store = await OpenAsync())
        {
            await PublishAsync(store, 1, 2);
        }

        var segment = Segments().Single();
        await File.WriteAllTextAsync(segment, "[{");
        await using (var store = await OpenAsync())
        {
            (await Should.ThrowAsync<DataplatformException>(async () => await store.PartitionsAsync(Orders, null, CancellationToken.None))).Message.ShouldContain("are damaged");
        }

        File.Delete(segment);
        await using var last = await OpenAsync();
        (await Should.ThrowAsync<DataplatformException>(async () => await last.PartitionsAsync(Orders, null, CancellationToken.None))).Message.ShouldContain("The partitions of 'sales/orders' cannot be found");
        (await last.WipeAsync(Orders, CancellationToken.None)).ShouldBeTrue();
        await PublishAsync(last, 1, 2);
    }

    private async Task<ParquetAssetStore> OpenAsync(ParquetStoreOptions? options = null)
    {
        var store = new ParquetAssetStore(Lake, options);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    private static ValueTask<IStoreSession> BeginAsync(ParquetAssetStore store) => store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "step"), CancellationToken.None);

    private static Task PublishAsync(ParquetAssetStore store, int day, int count, long publication = 1) => PublishAsync(store, [day], count, publication);

    private static async Task PublishAsync(ParquetAssetStore store, IEnumerable<int> days, int count, long publication = 1)
    {
        await using var session = await BeginAsync(store);
        await session.PublishAsync([await StageAsync(session, [.. days], count, publication)], CancellationToken.None);
    }

    private static Task<StagedAsset> StageAsync(IStoreSession session, IReadOnlyList<int> days, int count, long publication = 1) => session.StageRowsAsync(
        new StageTarget(Orders) { Slice = Days.Slice(days) }, RowCodecs.Get<Sale>(), days.SelectMany(day => Sale.Of(day, count, publication)).ToAsyncEnumerable(), CancellationToken.None).AsTask();

    private static async Task BindAsync(IStoreSession session, int day) =>
        (await session.BindAsync(new InputBinding.Published(Orders, "orders") { Partitions = [Days.Key(day)] }, CancellationToken.None)).ShouldBeTrue();

    private string[] Files() => Directory.GetFiles(Directory.CreateDirectory(Path.Combine(Lake, "sales")).FullName, "*.parquet", SearchOption.AllDirectories);

    private string[] Segments() => Directory.GetFiles(Path.Combine(Lake, "sales", "orders"), "*.json", SearchOption.AllDirectories);

    private string[] Hidden(string name) => Directory.GetFiles(Path.Combine(Lake, "_dataplatform", name), "*", SearchOption.AllDirectories);

    private IEnumerable<string> Folders(AssetKey key)
    {
        using var heads = JsonDocument.Parse(File.ReadAllText(Path.Combine(Lake, "_heads.json")));
        var folder = Path.Combine(Lake, heads.RootElement.GetProperty("assets").GetProperty(key.Path).GetProperty("folder").GetString()!);
        return Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Where(path => path != "_heads").Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<object?[]> Ask(string sql)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        return connection.Query(sql);
    }
}
