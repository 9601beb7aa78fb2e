using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing;

/// <summary>The store of a case, with the steps that cases take again and again.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<IAssetStore>> _open;
    private readonly List<IAssetStore> _others = [];

    private StoreUnderTest(Func<CancellationToken, ValueTask<IAssetStore>> open, IAssetStore store, CancellationToken cancellationToken)
    {
        _open = open;
        Store = store;
        Cancellation = cancellationToken;
    }

    public static AssetKey Orders { get; } = new("kit_sales/orders");

    public static AssetKey Totals { get; } = new("kit_sales/totals");

    public static AssetKey Model { get; } = new("kit_ml/model");

    public IAssetStore Store { get; private set; }

    public CancellationToken Cancellation { get; }

    public static async Task<StoreUnderTest> OpenAsync(Func<CancellationToken, ValueTask<IAssetStore>> open, CancellationToken cancellationToken) =>
        new(open, await open(cancellationToken), cancellationToken);

    /// <summary>Another store on the same place.</summary>
    public async Task<IAssetStore> OpenAnotherAsync()
    {
        var store = await _open(Cancellation);
        _others.Add(store);
        return store;
    }

    /// <summary>Closes the store and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await _open(Cancellation);
    }

    public ValueTask<IStoreSession> BeginAsync(IAssetStore? store = null) =>
        (store ?? Store).BeginAsync(new StepScope(RunId.New(TimeProvider.System), "contract"), Cancellation);

    public ValueTask<StagedAsset> StageAsync(IStoreSession session, AssetKey key, IEnumerable<ContractRow> rows) =>
        StageAsync<ContractRow>(session, key, rows);

    public ValueTask<StagedAsset> StageAsync<T>(IStoreSession session, AssetKey key, IEnumerable<T> rows) =>
        session.StageRowsAsync(new StageTarget(key), RowCodecs.Get<T>(), rows.ToAsyncEnumerable(), Cancellation);

    public ValueTask<StagedAsset> StageValueAsync(IStoreSession session, AssetKey key, string value) =>
        session.StageArtifactAsync(new StageTarget(key), TextArtifact.Codec, value, Cancellation);

    public ValueTask<StagedAsset> StageQueryAsync<T>(IStoreSession session, AssetKey key, string sql, params SqlParameter[] parameters) =>
        session.StageQueryAsync(new StageTarget(key), RowCodecs.Get<T>().Schema, new SqlQuery(sql, parameters), Cancellation);

    /// <summary>Stages rows as a run writes them, and publishes them.</summary>
    public async Task<StagedAsset> WriteAsync<T>(WritePolicy policy, IEnumerable<T> rows, RunId? run = null, bool fullRefresh = false)
    {
        await using var session = await BeginRunAsync(run ?? RunId.New(TimeProvider.System));
        var staged = await session.StageRowsAsync(Target(policy, fullRefresh), RowCodecs.Get<T>(), rows.ToAsyncEnumerable(), Cancellation);
        await session.PublishAsync([staged], Cancellation);
        return staged;
    }

    public static StageTarget Target(WritePolicy policy, bool fullRefresh = false) => new(Orders) { Write = policy, FullRefresh = fullRefresh };

    public ValueTask<IStoreSession> BeginRunAsync(RunId run) => Store.BeginAsync(new StepScope(run, "contract"), Cancellation);

    /// <summary>The asset that the cases of write modes write, in the order of its rows' text.</summary>
    public async Task<IReadOnlyList<T>> OrderedAsync<T>(Func<T, object> order) => [.. (await ReadAsync<T>(Orders)).OrderBy(order)];

    /// <summary>Stages rows in a session of their own, and publishes them.</summary>
    public async Task<StagedAsset> PublishAsync(AssetKey key, IEnumerable<ContractRow> rows, IAssetStore? store = null)
    {
        await using var session = await BeginAsync(store);
        var staged = await StageAsync(session, key, rows);
        await session.PublishAsync([staged], Cancellation);
        return staged;
    }

    public ValueTask<StagedAsset> StageAsync<T>(IStoreSession session, PartitionSlice slice, IEnumerable<T> rows, AssetKey? key = null) =>
        session.StageRowsAsync(new StageTarget(key ?? Orders) { Slice = slice }, RowCodecs.Get<T>(), rows.ToAsyncEnumerable(), Cancellation);

    /// <summary>Stages partitions of <see cref="Orders"/> in a session of their own, and publishes them.</summary>
    public async Task<StagedAsset> PublishAsync<T>(PartitionSlice slice, IEnumerable<T> rows, IAssetStore? store = null)
    {
        await using var session = await BeginAsync(store);
        var staged = await StageAsync(session, slice, rows);
        await session.PublishAsync([staged], Cancellation);
        return staged;
    }

    /// <summary>Publishes a day with some sales, all of one publication.</summary>
    public Task<StagedAsset> PublishDayAsync(int day, int count, long publication = 1, IAssetStore? store = null) =>
        PublishAsync(SalesSlice.Days(day), ContractSale.Of(day, count, publication), store);

    /// <summary>Binds partitions of an asset.</summary>
    public async Task<ITableSource<T>> BindAsync<T>(IStoreSession session, AssetKey key, IReadOnlyList<PartitionKey> partitions, string name = "input")
    {
        var input = new InputBinding.Published(key, name) { Partitions = partitions };
        Expect.That(await session.BindAsync(input, Cancellation), $"'{key}' is published, but partitions of it cannot be bound.");
        return session.Open(input, RowCodecs.Get<T>());
    }

    /// <summary>The sales of all partitions that a new reader sees, in the order of their days.</summary>
    public async Task<IReadOnlyList<ContractSale>> SalesAsync()
    {
        await using var session = await BeginAsync();
        return await InOrderAsync(await BindAsync<ContractSale>(session, Orders));
    }

    /// <summary>Those of some partitions.</summary>
    public async Task<IReadOnlyList<ContractSale>> SalesAsync(params IReadOnlyList<PartitionKey> partitions)
    {
        await using var session = await BeginAsync();
        return await InOrderAsync(await BindAsync<ContractSale>(session, Orders, partitions));
    }

    public async Task<IReadOnlyList<ContractSale>> InOrderAsync(ITableSource<ContractSale> source) => SalesSlice.InOrder(await ReadAsync(source));

    public async Task<IReadOnlyList<PublishedPartition>> PartitionsAsync() => await Store.PartitionsAsync(Orders, null, Cancellation);

    public async Task<IReadOnlyList<PublishedPartition>> PartitionsAsync(params IReadOnlyList<PartitionKey> partitions) => await Store.PartitionsAsync(Orders, partitions, Cancellation);

    public async Task<ITableSource<T>> BindAsync<T>(IStoreSession session, AssetKey key, string name = "input")
    {
        var input = new InputBinding.Published(key, name);
        Expect.That(await session.BindAsync(input, Cancellation), $"'{key}' is published, but cannot be bound.");
        return session.Open(input, RowCodecs.Get<T>());
    }

    /// <summary>What a new reader sees.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(AssetKey key, IAssetStore? store = null)
    {
        await using var session = await BeginAsync(store);
        return await ReadAsync(await BindAsync<T>(session, key));
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(ITableSource<T> source, long? limit = null) =>
        await source.ReadAsync(limit, Cancellation).ToListAsync(Cancellation);

    public async Task<PublishedAsset?> HeadAsync(AssetKey key, IAssetStore? store = null) =>
        (await (store ?? Store).ListAsync(Cancellation)).FirstOrDefault(head => head.Key == key);

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        await Store.DisposeAsync();
    }
}
