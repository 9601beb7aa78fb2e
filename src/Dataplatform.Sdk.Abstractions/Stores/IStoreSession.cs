using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>
/// The work of one step in a store: bind inputs, stage outputs, publish them. Used by one step; streams of inputs may be
/// read while an output is written. Disposing discards what was staged and not published.
/// </summary>
public interface IStoreSession : IAsyncDisposable
{
    /// <summary>Makes an input visible to the step's queries, and pins its version for the session.</summary>
    /// <returns>False if the asset was never published, and the binding does not say what its columns would be; partitions that a binding
    /// names need not be published.</returns>
    /// <exception cref="DataplatformException">The asset cannot be read so: it is a value, or a binding names partitions and it has none.</exception>
    ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken);

    /// <summary>The id of the version that the session has pinned of an asset, of a partitioned one that of its last publication; null if
    /// it pinned none, or the store has no such ids.</summary>
    string? PinnedVersion(AssetKey key) => null;

    /// <summary>
    /// The partitions that the session has pinned of an asset with a binding that names partitions, in the order of their keys; those that
    /// were never published are not among them. Of a partition that was bound twice, what was bound first.
    /// </summary>
    IReadOnlyList<PublishedPartition> PinnedPartitions(AssetKey key) => [];

    /// <summary>
    /// Makes rows of another store visible to the step's queries, for the time of the session. They are read when a query is
    /// staged that needs them, and for each query anew; what they throw, that staging throws.
    /// </summary>
    ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken);

    /// <summary>A bound input as a source of rows.</summary>
    ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec);

    /// <summary>A published value.</summary>
    /// <exception cref="DataplatformException">The asset was never published.</exception>
    ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken);

    /// <summary>The published value of one partition.</summary>
    /// <exception cref="DataplatformException">The partition was never published.</exception>
    ValueTask<T> ReadArtifactAsync<T>(AssetKey key, PartitionKey partition, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        throw new DataplatformException($"The store of '{key}' keeps no partitions. Keep the asset in another store with [Store].");

    /// <summary>Whether an asset has a published version; a partitioned one, whether any partition has.</summary>
    ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Stages rows that come from C#, in batches; a full batch waits for the store before more rows are asked for. The stage holds
    /// what will be published: with a <see cref="WritePolicy"/> that keeps rows, those published before the session's run and the new ones.
    /// </summary>
    /// <exception cref="DataplatformException">A key comes twice or is missing, or the columns there are do not fit the contract.</exception>
    ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken);

    /// <summary>Stages the result of a query over the bound inputs, with the columns and types of the contract; but without those in
    /// which a snapshot notes its times. What is kept is as for <see cref="StageRowsAsync"/>.</summary>
    /// <exception cref="DataplatformException">A column is missing, unknown or of a type that cannot become the contract's
    /// without loss; or the query is wrong.</exception>
    ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken);

    /// <summary>Stages a view: its query names other assets by their public names and has no parameters.</summary>
    /// <exception cref="DataplatformException">As for <see cref="StageQueryAsync"/>.</exception>
    ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken);

    /// <summary>Stages one value.</summary>
    ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken);

    /// <summary>Runs a query over the bound inputs and gives a few of its rows. Nothing is written.</summary>
    /// <param name="query">One statement that gives rows.</param>
    /// <param name="limit">At most so many rows.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <exception cref="DataplatformException">The query is wrong, or the store runs none.</exception>
    ValueTask<QueryRows> QueryAsync(SqlQuery query, int limit, CancellationToken cancellationToken) =>
        throw new DataplatformException("The store runs no queries over what is staged. Check the asset in C#, with its Table<T>.");

    /// <summary>A value that the session has staged; of one partition, if it has staged a slice.</summary>
    /// <exception cref="DataplatformException">The store cannot read what it has staged.</exception>
    ValueTask<T> ReadStagedAsync<T>(StagedAsset staged, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        throw new DataplatformException($"The store of '{staged.Key}' cannot read a value before it is published.");

    /// <summary>Publishes everything that is staged, in one transaction: all of it or nothing.</summary>
    /// <exception cref="DataplatformException">A newer attempt has published one of the assets, or what a stage goes on from is not what
    /// is published any more.</exception>
    ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken);
}
