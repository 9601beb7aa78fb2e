using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

/// <summary>A database that an older version of the package wrote.</summary>
public sealed class LayoutUpgradeTests : IDisposable
{
    // As the first layout was created; what is published in it is one table of two orders and one value.
    private const string First = """
        create schema _dataplatform;
        create table _dataplatform.store (id uuid not null, layout integer not null);
        create sequence _dataplatform.fences;
        create table _dataplatform.versions (
            version varchar primary key,
            key varchar not null,
            fence bigint not null,
            kind varchar not null,
            relation varchar,
            rows bigint,
            run_id varchar not null,
            step varchar not null,
            attempt integer not null,
            owner uuid not null,
            published_at timestamptz);
        create table _dataplatform.heads (key varchar primary key, version varchar not null, fence bigint not null);
        create table _dataplatform.artifacts (version varchar not null, content blob not null);
        insert into _dataplatform.store values ('6f1e2f0c-3f0d-4f2a-9d5a-3a1f0b7c9e11', 1);
        create schema sales;
        create table _dataplatform."sales/orders@1.1" as select * from sales_orders;
        drop table sales_orders;
        insert into _dataplatform.versions values
            ('0190000000007000800000000000000a', 'sales/orders', nextval('_dataplatform.fences'), 'table', 'sales/orders@1.1', 2,
                '01900000000070008000000000000001', 'Orders', 1, uuid(), '2024-05-17 12:00:00+00'),
            ('0190000000007000800000000000000b', 'sales/totals', nextval('_dataplatform.fences'), 'artifact', null, null,
                '01900000000070008000000000000001', 'Totals', 1, uuid(), '2024-05-17 12:00:00+00');
        insert into _dataplatform.artifacts values ('0190000000007000800000000000000b', '42'::blob);
        insert into _dataplatform.heads select key, version, fence from _dataplatform.versions;
        create view sales.orders as select * from _dataplatform."sales/orders@1.1";
        """;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("old.duckdb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_first_layout_has_published_is_kept_and_goes_on()
    {
        Create();
        await using var store = new DuckDbAssetStore(Path);
        await store.OpenAsync(CancellationToken.None);

        var heads = await store.ListAsync(CancellationToken.None);

        heads.Select(head => (head.Key.Path, head.Rows, head.DataVersion)).ShouldBe([("sales/orders", 2L, null), ("sales/totals", null, null)], ignoreOrder: true);
        await PublishAsync(store, WriteMode.Append, new Order(3, 3, null));
        (await ReadAsync(store)).Order().ShouldBe([1, 2, 3]);
        await PublishAsync(store, WriteMode.Merge, new Order(3, 30, null), new Order(4, 4, null));
        (await ReadAsync(store)).Order().ShouldBe([1, 2, 3, 4]);
        (await store.ListAsync(CancellationToken.None)).Single(head => head.Key.Path == "sales/orders").DataVersion.ShouldNotBeNull();
    }

    [Fact]
    public async Task It_is_brought_up_to_date_once()
    {
        Create();
        for (var i = 0; i < 2; i++)
        {
            await using var store = new DuckDbAssetStore(Path);
            await store.OpenAsync(CancellationToken.None);
        }

        Ask("select layout from _dataplatform.store").ShouldBe([[4]]);
        Ask("select id::varchar from _dataplatform.store").ShouldBe([["6f1e2f0c-3f0d-4f2a-9d5a-3a1f0b7c9e11"]]);
    }

    [Fact]
    public async Task What_the_second_layout_has_published_can_be_gone_back_to()
    {
        Create();
        Ask("alter table _dataplatform.versions add column base varchar");
        Ask("alter table _dataplatform.versions add column write varchar");
        Ask("alter table _dataplatform.versions add column data_version varchar");
        Ask("update _dataplatform.store set layout = 2");
        await using var store = new DuckDbAssetStore(Path, new DuckDbOptions { KeepVersions = 2 });
        await store.OpenAsync(CancellationToken.None);
        await PublishAsync(store, WriteMode.Replace, new Order(9, 9, null));

        var versions = await store.VersionsAsync(new("sales/orders"), CancellationToken.None);
        versions.Select(version => version.Rows).ShouldBe([1L, 2L]);
        await store.RollBackAsync(new("sales/orders"), versions[0].Version, versions[1].Version, CancellationToken.None);

        (await ReadAsync(store)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_newer_layout_is_refused_and_left_as_it_is()
    {
        Create();
        Ask("update _dataplatform.store set layout = 5");
        await using var store = new DuckDbAssetStore(Path);

        var error = await Should.ThrowAsync<DataplatformException>(store.OpenAsync(CancellationToken.None).AsTask());

        error.Message.ShouldContain("layout 5, known is 4");
        Ask("select count(*) from duckdb_columns() where table_name = 'versions' and column_name = 'base'").ShouldBe([[0L]]);
    }

    private static async Task PublishAsync(DuckDbAssetStore store, WriteMode mode, params Order[] rows)
    {
        await using var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "Orders"), CancellationToken.None);
        var target = new StageTarget(new("sales/orders")) { Write = new WritePolicy { Mode = mode, Key = mode == WriteMode.Merge ? [Order.Codec.Schema.Columns[0].Name] : [] } };
        await session.PublishAsync([await session.StageRowsAsync(target, Order.Codec, rows.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
    }

    private static async Task<List<long>> ReadAsync(DuckDbAssetStore store)
    {
        await using var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "Reader"), CancellationToken.None);
        var input = new InputBinding.Published(new("sales/orders"), "orders");
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        return await session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None).Select(order => order.OrderId).ToListAsync();
    }

    private void Create()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path });
        using var connection = database.Connect();
        connection.Execute($"create table sales_orders ({string.Join(", ", Order.Codec.Schema.Columns.Select(Column))})");
        connection.Execute("insert into sales_orders values (1, 1, null), (2, 2, 'two')");
        foreach (var statement in First.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            connection.Execute(statement);
        }
    }

    private static string Column(ColumnSchema column) => $"{column.Name} {DuckDb.Store.ColumnMatch.Name(column)}{(column.IsNullable ? "" : " not null")}";

    private IReadOnlyList<object?[]> Ask(string sql)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path });
        using var connection = database.Connect();
        return connection.Query(sql);
    }
}
