using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>
/// Keeps assets (the field's IO manager): stages what a step made, publishes it atomically, and gives it to later steps.
/// Implementations are safe for concurrent use.
/// </summary>
public interface IAssetStore : IAsyncDisposable
{
    /// <summary>What people call this store: the file's path, or <c>in memory</c>.</summary>
    string Description { get; }

    /// <summary>How queries are written for this store; null if it cannot run SQL.</summary>
    SqlDialect? Dialect { get; }

    /// <summary>Says where the columns of a query come from, without opening anything; null if the store cannot tell.</summary>
    IQueryLineage? Lineage => null;

    /// <summary>Whether there is anything to open. Opening a store that does not exist creates it, so whoever only reads asks first.</summary>
    bool Exists => true;

    /// <summary>Whether one process at a time can have the store open. Other processes of the app then ask that one.</summary>
    bool IsExclusive => false;

    /// <summary>Whether the store keeps partitions of assets, each by itself. Asked before anything runs.</summary>
    bool KeepsPartitions => false;

    /// <summary>Why the store cannot keep an asset of this key, with the remedy; null if it can. Asked before anything runs.</summary>
    string? Refusal(AssetKey key) => null;

    /// <summary>
    /// Opens the store, creating what is missing and dropping stages that a dead process left. Called before anything
    /// else; a second call does nothing.
    /// </summary>
    /// <exception cref="DataplatformException">The store is locked, corrupt or out of reach.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins the work of one step.</summary>
    ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken);

    /// <summary>What is published now, in the order of the keys; of a partitioned asset one head for all of its partitions.</summary>
    ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The partitions of an asset that are published, in the order of their keys; nothing for an asset that is not partitioned.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="partitions">Only these; null for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    ValueTask<IReadOnlyList<PublishedPartition>> PartitionsAsync(AssetKey key, IReadOnlyList<PartitionKey>? partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<PublishedPartition>>([]);

    /// <summary>
    /// Removes what is published of an asset, and what is kept of it: afterwards it is as if it had never been published. Who reads it
    /// now goes on reading; a session that has begun may publish it anew.
    /// </summary>
    /// <returns>False if nothing was published.</returns>
    /// <exception cref="DataplatformException">The store cannot remove anything.</exception>
    ValueTask<bool> WipeAsync(AssetKey key, CancellationToken cancellationToken) =>
        throw new DataplatformException($"The store '{Description}' cannot remove '{key}'. Remove it there.");

    /// <summary>
    /// Removes what is published of some partitions of an asset, all at once; the others stay. Who reads them now goes on reading. With
    /// its last partition the asset itself is not published any more.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="partitions">The partitions; those that are not published count for nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many were published.</returns>
    /// <exception cref="DataplatformException">The store cannot remove anything.</exception>
    ValueTask<int> WipeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken) =>
        throw new DataplatformException($"The store '{Description}' cannot remove partitions of '{key}'. Remove them there.");

    /// <summary>What makes the store keep versions before the published one, as a sentence for people; null if nothing does.</summary>
    string? HowToKeepVersions => null;

    /// <summary>
    /// The versions of an asset that are published or can be published again: the published one first, then those before it that are
    /// kept, the newest first. Empty if nothing is published. Only rows and values count: a view shows what its inputs hold now. A
    /// partitioned asset is one version, whatever of it was published when.
    /// </summary>
    async ValueTask<IReadOnlyList<PublishedAsset>> VersionsAsync(AssetKey key, CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken)).Where(head => head.Key == key)];

    /// <summary>
    /// Publishes a version again that was published before, all at once: readers see the one or the other. Versions that are newer
    /// are withdrawn, and go as soon as nobody reads them. No session that began before publishes the asset any more, as if an attempt
    /// had published that is newer than all of them.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="published">The id of the version that is published now, as the caller knows it.</param>
    /// <param name="version">The id of the version to go back to, one of <see cref="VersionsAsync"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for others, not the change.</param>
    /// <returns>What is published now.</returns>
    /// <exception cref="DataplatformException">Another version is published than the caller knows, or the one to go back to is not kept.</exception>
    ValueTask<PublishedAsset> RollBackAsync(AssetKey key, string published, string version, CancellationToken cancellationToken) =>
        throw new DataplatformException($"The store '{Description}' keeps no versions to which '{key}' could go back.");

    /// <summary>
    /// Keeps every session that began before from publishing any of these assets, whatever it has staged: its run was given up, and
    /// its process may wake up again. Sessions that begin later are not concerned. A store that only one process can have open, and
    /// whose sessions end with it, may do nothing.
    /// </summary>
    ValueTask RevokeAsync(IReadOnlyList<AssetKey> keys, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Keeps every session that began before from publishing some partitions of an asset, as <see cref="RevokeAsync(IReadOnlyList{AssetKey}, CancellationToken)"/>
    /// does for whole assets: sessions that make other partitions are not concerned.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="partitions">The partitions, published or not.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    ValueTask RevokeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken) => RevokeAsync([key], cancellationToken);

    /// <summary>
    /// What staging rows would do to the columns of those that are published; nothing if they are not kept, or if there are none.
    /// Changes nothing.
    /// </summary>
    /// <param name="target">What would be staged.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    ValueTask<IReadOnlyList<ColumnAlteration>> AlterationsAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ColumnAlteration>>([]);
}
