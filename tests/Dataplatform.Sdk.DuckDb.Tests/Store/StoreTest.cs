using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

/// <summary>A store in a file of the test's own, and the steps that tests write again and again.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private protected static readonly AssetKey Orders = new("sales/orders");
    private protected static readonly AssetKey Totals = new("sales/totals");

    private readonly TemporaryFolder _folder = new();

    private protected StoreTest(DuckDbOptions? options = null)
    {
        DatabasePath = _folder.File("warehouse.duckdb");
        Store = new DuckDbAssetStore(DatabasePath, options);
    }

    private protected string DatabasePath { get; }

    private protected DuckDbAssetStore Store { get; private set; }

    public async ValueTask InitializeAsync() => await Store.OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = new DuckDbAssetStore(DatabasePath);
        await Store.OpenAsync(CancellationToken.None);
    }

    private protected Task<IStoreSession> BeginAsync(string step = "step") =>
        Store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), step), CancellationToken.None).AsTask();

    private protected static Task<StagedAsset> StageAsync(IStoreSession session, AssetKey key, params Order[] rows) =>
        session.StageRowsAsync(new StageTarget(key), Order.Codec, rows.ToAsyncEnumerable(), CancellationToken.None).AsTask();

    private protected static Task<StagedAsset> QueryAsync(IStoreSession session, AssetKey key, RowSchema schema, string sql, params SqlParameter[] parameters) =>
        session.StageQueryAsync(new StageTarget(key), schema, new SqlQuery(sql, parameters), CancellationToken.None).AsTask();

    private protected async Task PublishAsync(AssetKey key, params Order[] rows)
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await StageAsync(session, key, rows)], CancellationToken.None);
    }

    private protected static Order[] Some(int count, decimal amount = 1) =>
        [.. Enumerable.Range(1, count).Select(i => new Order(i, amount, i % 2 == 0 ? null : $"note {i}"))];

    /// <summary>What a stranger to the platform sees in the database.</summary>
    private protected IReadOnlyList<object?[]> Ask(string sql)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = DatabasePath });
        using var connection = database.Connect();
        return connection.Query(sql);
    }

    /// <summary>The tables and views of the hidden schema that hold versions.</summary>
    private protected IReadOnlyList<string> Relations() =>
        [.. Ask("select table_name from information_schema.tables where table_schema = '_dataplatform' and contains(table_name, '@') order by 1").Select(row => (string)row[0]!)];

    private protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> rows) => await rows.ToListAsync();

    private protected static async Task<List<Order>> ReadAsync(IStoreSession session, AssetKey key, string name = "orders")
    {
        var input = new InputBinding.Published(key, name);
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        return await ListAsync(session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None));
    }
}
