using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.DuckDb.Tests.Types;
using Dataplatform.Sdk.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

/// <summary>What the contract of all stores does not say: the files.</summary>
public sealed class ParquetStoreTests : IDisposable
{
    private static readonly AssetKey Orders = new("sales/orders");
    private static readonly AssetKey Model = new("ml/model");

    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.File("lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Other_programs_find_what_is_published_by_the_head_file()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 3);
        await PublishAsync(store, Orders, 5);

        using var heads = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Lake, "_heads.json")));
        var head = heads.RootElement.GetProperty("assets").GetProperty("sales/orders");
        head.GetProperty("kind").GetString().ShouldBe("table");
        head.GetProperty("rows").GetInt64().ShouldBe(5);
        head.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name")} {column.GetProperty("type")}")
            .ShouldBe(["order_id BIGINT", "amount DECIMAL(28,10)", "note VARCHAR"]);
        var files = head.GetProperty("files").EnumerateArray().Select(file => $"'{Path.Combine(Lake, head.GetProperty("folder").GetString()!, file.GetString()!)}'");
        Ask($"select count(*) from read_parquet([{string.Join(", ", files)}])")[0][0].ShouldBe(5L);
    }

    [Fact]
    public async Task DuckDB_finds_it_as_the_documentation_says()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 5);

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute($"""
            set variable head = (select content::json -> 'assets' -> 'sales/orders' from read_text('{Lake}/_heads.json'));
            """);
        connection.Query($"select count(*) from read_parquet('{Lake}/' || (getvariable('head') ->> 'folder') || '/*.parquet')")[0][0].ShouldBe(5L);
    }

    [Fact]
    public async Task Rows_go_on_in_the_next_file_when_one_is_full()
    {
        await using var store = await OpenAsync(new ParquetStoreOptions { PartBytes = 100_000 });
        await PublishAsync(store, Orders, 20_000);

        PartsOf(Orders).Length.ShouldBeGreaterThan(3);
        await using var session = await BeginAsync(store);
        var input = new InputBinding.Published(Orders, "o");
        await session.BindAsync(input, CancellationToken.None);
        (await session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None).Select(order => order.OrderId).ToListAsync())
            .ShouldBe(Enumerable.Range(1, 20_000).Select(i => (long)i), "in their order");
    }

    [Fact]
    public async Task Rows_are_told_through_all_parts()
    {
        await using var store = await OpenAsync(new ParquetStoreOptions { PartBytes = 100_000 });
        await using var session = await BeginAsync(store);
        var told = new List<StageProgress>();
        var rows = Enumerable.Range(1, 20_000).Select(i => new Order(i, i, $"note {i}")).ToAsyncEnumerable();

        await session.StageRowsAsync(new StageTarget(Orders) { Progress = new Listener(told.Add) }, Order.Codec, rows, CancellationToken.None);

        told.Select(progress => progress.Rows).ShouldBe([.. Enumerable.Range(1, 9).Select(i => (long?)(i * RowCodec.BatchSize)), 20_000]);
        Stages().Length.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_query_tells_how_far_it_is_while_it_runs()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 200_000);
        await using var session = await BeginAsync(store);
        await session.BindAsync(new InputBinding.Published(Orders, "orders"), CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var told = new List<StageProgress>();
        var listener = new Listener(progress =>
        {
            told.Add(progress);
            if (progress.Fraction >= 0)
            {
                cancellation.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(session.StageQueryAsync(
            new StageTarget(Model) { Progress = listener },
            Order.Codec.Schema,
            new SqlQuery("select a.order_id % 10 as order_id, sum(b.amount)::decimal(28, 10) as amount, max(a.note) as note from orders a, orders b group by all", []),
            cancellation.Token).AsTask());

        told.ShouldNotBeEmpty();
        told.ShouldAllBe(progress => progress.Rows == null && progress.Fraction >= 0 && progress.Fraction < 1);
        Stages().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task As_many_versions_stay_as_are_kept(int keep)
    {
        await using var store = await OpenAsync(new ParquetStoreOptions { KeepVersions = keep });
        for (var i = 1; i <= 5; i++)
        {
            await PublishAsync(store, Orders, i);
        }

        VersionsOf(Orders).Length.ShouldBe(keep);
        Directory.GetFiles(Path.Combine(Lake, "_dataplatform", "locks")).Length.ShouldBe(keep + 1, "one for each version, and that of the open store");
    }

    [Fact]
    public async Task After_a_rollback_the_head_file_names_the_version_before_and_the_withdrawn_files_are_gone()
    {
        await using var store = await OpenAsync(new ParquetStoreOptions { KeepVersions = 2 });
        await PublishAsync(store, Orders, 1);
        await PublishAsync(store, Orders, 2);
        var versions = await store.VersionsAsync(Orders, CancellationToken.None);

        await store.RollBackAsync(Orders, versions[0].Version, versions[1].Version, CancellationToken.None);

        VersionsOf(Orders).Select(Path.GetFileName).ShouldBe([versions[1].Version]);
        using var heads = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Lake, "_heads.json")));
        heads.RootElement.GetProperty("assets").GetProperty("sales/orders").GetProperty("version").GetString().ShouldBe(versions[1].Version);
    }

    [Fact]
    public async Task A_version_that_is_read_goes_when_its_reader_ends()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();
        await PublishAsync(store, Orders, 1);
        await using (var reader = await BeginAsync(other))
        {
            await reader.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None);
            await PublishAsync(store, Orders, 2);
            await PublishAsync(store, Orders, 3);
            VersionsOf(Orders).Length.ShouldBe(2, "the pinned and the current one; the one between is gone");
        }

        VersionsOf(Orders).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_value_is_a_file_named_after_what_it_holds()
    {
        await using var store = await OpenAsync();
        foreach (var (value, name) in new[] { ("{\"slope\":1}", "value.json"), ("no json", "value.bin") })
        {
            await using var session = await BeginAsync(store);
            await session.PublishAsync([await session.StageArtifactAsync(new StageTarget(Model), TextCodec.Instance, value, CancellationToken.None)], CancellationToken.None);
            (await File.ReadAllTextAsync(Path.Combine(VersionsOf(Model).Single(), name))).ShouldBe(value);
        }
    }

    [Fact]
    public async Task An_interval_with_months_and_an_integer_of_128_bits_survive()
    {
        var schema = new RowSchema("Row",
        [
            new ColumnSchema("length", new ColumnType(ColumnKind.Interval), true, "Length"),
            new ColumnSchema("number", new ColumnType(ColumnKind.Int128), true, "Number"),
        ]);
        const string values = "(interval '14 months 3 days -5 microseconds', 99999999999999999999999999999999999999::hugeint), (interval '-100 hours', -1), (interval '1 hour 59 minutes 59.999999 seconds', 0), (null, null)";
        await using var store = await OpenAsync();
        await using var session = await BeginAsync(store);
        await session.PublishAsync(
            [await session.StageQueryAsync(new StageTarget(Orders), schema, new SqlQuery($"select * from (values {values}) t(length, number)", []), CancellationToken.None)], CancellationToken.None);
        await using var result = await store.QueryAsync($"select count(*) from sales.orders join (values {values}) t(length, number) on orders.length is not distinct from t.length and orders.number is not distinct from t.number", CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None).SingleAsync())[0].ShouldBe(4L);
        Ask($"select typeof(number) || ' ' || typeof(length) from read_parquet('{PartsOf(Orders).Single()}') limit 1")[0][0]
            .ShouldBe("DECIMAL(38,0) STRUCT(\"months\" INTEGER, \"days\" INTEGER, micros BIGINT)");
    }

    [Fact]
    public async Task An_integer_that_parquet_cannot_hold_is_an_error()
    {
        var codec = Cell.Codec(new ColumnType(ColumnKind.Int128));
        await using var store = await OpenAsync();
        await using var session = await BeginAsync(store);
        (await Should.ThrowAsync<DataplatformException>(session.StageRowsAsync(
            new StageTarget(Orders), codec, new[] { new Cell(Int128.MaxValue) }.ToAsyncEnumerable(), CancellationToken.None).AsTask())).Message
            .ShouldBe("'sales/orders' could not be staged. Column 'value' ('Cell.Value') holds an integer of more than 38 digits, which Parquet cannot. Make it a text, or keep such values out.");
        (await Should.ThrowAsync<DataplatformException>(session.StageQueryAsync(
            new StageTarget(Orders), codec.Schema, new SqlQuery("select $1::hugeint * 10 as value", [new SqlParameter(Int128.MaxValue / 10, new ColumnType(ColumnKind.Int128))]), CancellationToken.None).AsTask())).Message
            .ShouldStartWith("'sales/orders' could not be staged. Column 'value' ('Cell.Value') holds an integer of more than 38 digits");
        Stages().ShouldBeEmpty();
    }

    [Fact]
    public void What_parquet_has_no_type_for_survives_within_columns() =>
        Prop.ForAll(NestedFileTests.Rows.ArrayOf(12).ToArbitrary(), rows => ComeBackAsync(rows).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(20261127UL, 1UL));

    private async Task ComeBackAsync(Kept[] rows)
    {
        var codec = RowCodecs.Get<Kept>();
        await using var store = await OpenAsync();
        await using (var session = await BeginAsync(store))
        {
            await session.PublishAsync([await session.StageRowsAsync(new StageTarget(Orders), codec, rows.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
        }

        await using (var second = await BeginAsync(store))
        {
            await second.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None);
            await second.PublishAsync([await second.StageQueryAsync(new StageTarget(Model), codec.Schema, new SqlQuery("from o", []), CancellationToken.None)], CancellationToken.None);
        }

        await using var reader = await BeginAsync(store);
        var copy = new InputBinding.Published(Model, "m");
        await reader.BindAsync(copy, CancellationToken.None);
        (await reader.Open(copy, codec).ReadAsync(null, CancellationToken.None).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }

    [Fact]
    public async Task An_interval_with_months_survives_within_columns()
    {
        var schema = new RowSchema("Row", [new("spans", ColumnType.Struct([new("all", ColumnType.List(new("", new(ColumnKind.Interval), true, "")), true, "All")]), true, "Spans")]);
        const string values = "({'all': [interval '14 months 3 days -5 microseconds', null, interval '-100 hours']}), ({'all': []}), ({'all': null}), (null)";
        await using var store = await OpenAsync();
        await using var session = await BeginAsync(store);
        await session.PublishAsync(
            [await session.StageQueryAsync(new StageTarget(Orders), schema, new SqlQuery($"select * from (values {values}) t(spans)", []), CancellationToken.None)], CancellationToken.None);
        await using var result = await store.QueryAsync($"select count(*) from sales.orders join (values {values}) t(spans) on orders.spans is not distinct from t.spans", CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None).SingleAsync())[0].ShouldBe(4L);
    }

    [Fact]
    public async Task The_relation_of_a_database_is_refused_with_the_way_out()
    {
        await using var store = await OpenAsync();
        await using var session = await BeginAsync(store);
        var input = new InputBinding.Foreign(new AssetKey("erp/orders"), "o", "erp", "t", Order.Schema);
        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(input, CancellationToken.None).AsTask())).Message.ShouldContain("read_parquet");
    }

    [Theory]
    [InlineData("sales/Orders", "lower-case")]
    [InlineData("sales/or ders", "'or ders'")]
    [InlineData("sales/../orders", "'..'")]
    [InlineData("_dataplatform/orders", "'_dataplatform'")]
    [InlineData("sales/019aa1b2c3d4e5f60718293a4b5c6d7e", "beginning with a letter")]
    [InlineData("umsätze/orders", "'umsätze'")]
    [InlineData("con/orders", "device")]
    [InlineData("information_schema/orders", "schema of DuckDB's own")]
    public void A_key_that_cannot_be_a_folder_is_refused(string key, string reason) =>
        new ParquetAssetStore(Lake).Refusal(new AssetKey(key)).ShouldNotBeNull().ShouldContain(reason);

    [Fact]
    public void A_key_that_can_be_is_not() => new ParquetAssetStore(Lake).Refusal(new AssetKey("sales/eu/orders_2")).ShouldBeNull();

    [Fact]
    public async Task A_damaged_head_file_and_one_of_a_newer_layout_say_so()
    {
        await using (await OpenAsync())
        {
        }

        await File.WriteAllTextAsync(Path.Combine(Lake, "_heads.json"), "{\"layout\":1,\"ass");
        (await Should.ThrowAsync<DataplatformException>(OpenAsync())).Message.ShouldContain("is damaged");
        await File.WriteAllTextAsync(Path.Combine(Lake, "_heads.json"), "{\"layout\":2,\"assets\":{}}");
        (await Should.ThrowAsync<DataplatformException>(OpenAsync())).Message.ShouldContain("newer Dataplatform.Sdk");
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        await File.WriteAllTextAsync(Lake, "");
        (await Should.ThrowAsync<DataplatformException>(OpenAsync())).Message.ShouldContain("cannot be used as a store");
    }

    [Fact]
    public async Task A_file_that_is_gone_names_its_asset()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 3);
        File.Delete(PartsOf(Orders).Single());
        await using var session = await BeginAsync(store);
        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None).AsTask()))
            .Message.ShouldStartWith("The asset 'sales/orders' cannot be read; materialize it again.");
        (await Should.ThrowAsync<DataplatformException>(store.QueryAsync("from sales.orders", CancellationToken.None).AsTask()))
            .Message.ShouldContain("The asset 'sales/orders' cannot be read; materialize it again. IO Error");
    }

    [Fact]
    public async Task A_version_that_somebody_holds_as_if_to_drop_it_is_not_waited_for_without_end()
    {
        await using (var store = await OpenAsync())
        {
            await PublishAsync(store, Orders, 3);
        }

        var file = Path.Combine(Lake, "_dataplatform", "locks", Path.GetFileName(VersionsOf(Orders).Single()));
        await using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await using var other = new ParquetAssetStore(Lake, clock: new HastyClock());
        await other.OpenAsync(CancellationToken.None);
        await using var session = await BeginAsync(other);

        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None).AsTask())).Message.ShouldBe(
            $"The asset 'sales/orders' cannot be read: for 30 seconds each version of it was published anew or held by another process as if to drop it, the last one through '{file}'. End that process (on Linux, 'fuser -v {file}' names it), or try again.");
    }

    [Fact]
    public async Task A_session_that_ends_after_its_store_leaves_nothing()
    {
        var store = await OpenAsync();
        await PublishAsync(store, Orders, 3);
        var session = await BeginAsync(store);
        await session.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None);
        await session.StageArtifactAsync(new StageTarget(Model), TextCodec.Instance, "staged", CancellationToken.None);
        await store.DisposeAsync();
        Stages().Length.ShouldBe(1);
        await session.DisposeAsync();
        Stages().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_was_copied_without_its_hidden_folder_works()
    {
        await using (var store = await OpenAsync())
        {
            await PublishAsync(store, Orders, 3);
            await PublishAsync(store, Orders, 4);
        }

        Directory.Delete(Path.Combine(Lake, "_dataplatform"), recursive: true);
        await using var copy = await OpenAsync();
        await PublishAsync(copy, Orders, 5);
        VersionsOf(Orders).Length.ShouldBe(1);
        (await copy.ListAsync(CancellationToken.None))[0].Rows.ShouldBe(5);
    }

    [Fact]
    public async Task A_question_that_names_no_asset_sees_what_there_is()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 3);
        await using var result = await store.QueryAsync("select table_schema || '.' || table_name from information_schema.tables", CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None).Select(row => row[0]).ToListAsync()).ShouldContain("sales.orders");
        (await Should.ThrowAsync<DataplatformException>(store.QueryAsync("from sales.ordrs", CancellationToken.None).AsTask())).Message.ShouldContain("Did you mean \"orders\"?");
    }

    [Fact]
    public async Task A_view_that_cannot_be_read_is_named_and_disturbs_no_other()
    {
        await using var store = await OpenAsync();
        await PublishAsync(store, Orders, 3);
        var view = new AssetKey("sales/note");
        await using (var session = await BeginAsync(store))
        {
            await session.PublishAsync([await session.StageViewAsync(new StageTarget(view), Order.Schema, new SqlQuery("from \"sales\".\"orders\"", []), CancellationToken.None)], CancellationToken.None);
            var narrow = Cell.Codec(new ColumnType(ColumnKind.Int64), name: "order_id");
            await session.PublishAsync([await session.StageRowsAsync(new StageTarget(Orders), narrow, new[] { new Cell(7L) }.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
        }

        await using var reader = await BeginAsync(store);
        (await Should.ThrowAsync<DataplatformException>(reader.BindAsync(new InputBinding.Published(view, "v"), CancellationToken.None).AsTask()))
            .Message.ShouldStartWith("The asset 'sales/note' cannot be read; materialize it again.");

        // The view's name is a word of this query, which does not mean the view.
        await using var result = await store.QueryAsync("select order_id as note from sales.orders", CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None).SingleAsync())[0].ShouldBe(7L);
    }

    [Fact]
    public async Task Files_of_others_in_the_folder_are_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(Lake, "sales", "orders", "notes"));
        await File.WriteAllTextAsync(Path.Combine(Lake, "sales", "orders", "notes", "readme.txt"), "mine");
        await using (var store = await OpenAsync())
        {
            await PublishAsync(store, Orders, 1);
            await PublishAsync(store, Orders, 2);
        }

        await using var again = await OpenAsync();
        (await File.ReadAllTextAsync(Path.Combine(Lake, "sales", "orders", "notes", "readme.txt"))).ShouldBe("mine");
    }

    private async Task<ParquetAssetStore> OpenAsync(ParquetStoreOptions? options = null)
    {
        var store = new ParquetAssetStore(Lake, options);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    private static ValueTask<IStoreSession> BeginAsync(ParquetAssetStore store) =>
        store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "step"), CancellationToken.None);

    private static async Task PublishAsync(ParquetAssetStore store, AssetKey key, int rows)
    {
        await using var session = await BeginAsync(store);
        var stream = Enumerable.Range(1, rows).Select(i => new Order(i, i, $"note {i}")).ToAsyncEnumerable();
        await session.PublishAsync([await session.StageRowsAsync(new StageTarget(key), Order.Codec, stream, CancellationToken.None)], CancellationToken.None);
    }

    private string[] VersionsOf(AssetKey key) => Directory.GetDirectories(Path.Combine([Lake, .. key.Path.Split('/')]));

    private string[] PartsOf(AssetKey key) => Directory.GetFiles(VersionsOf(key).Single(), "*.parquet");

    private string[] Stages() => Directory.GetFiles(Path.Combine(Lake, "_dataplatform", "work"), "*", SearchOption.AllDirectories);

    private static IReadOnlyList<object?[]> Ask(string sql)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        return connection.Query(sql);
    }

    // Each look at it is ten seconds later.
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 10);
    }

    private sealed class Listener(Action<StageProgress> told) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => told(value);
    }
}
