using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>How a step sees one of its inputs: a closed set of cases.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Name">The name under which the step's queries see it.</param>
public abstract record InputBinding(AssetKey Key, string Name)
{
    /// <summary>The version that is published when the binding is made; the step keeps seeing that one.</summary>
    public sealed record Published(AssetKey Key, string Name) : InputBinding(Key, Name)
    {
        /// <summary>The partitions that are visible, those of them that are published.</summary>
        /// <value>Default: null, all that is published; empty means no rows.</value>
        public IReadOnlyList<PartitionKey>? Partitions { get; init; }

        /// <summary>The columns that the contract promises, so that a partition which goes on from those before it has something to read
        /// before there are any.</summary>
        /// <value>Default: null; an asset that was never published is not bound. Otherwise it is bound without rows.</value>
        public RowSchema? Schema { get; init; }
    }

    /// <summary>An asset's own last version, for the step that makes the next one: the one that was published before the
    /// session's run, so that a step that is repeated sees what it saw the first time. The store keeps it until another run publishes.</summary>
    /// <param name="Key">The asset.</param>
    /// <param name="Name">The name under which the step's queries see it.</param>
    public sealed record Previous(AssetKey Key, string Name) : InputBinding(Key, Name);

    /// <summary>What the session has staged, as it would be after publication; of a partitioned asset the partitions that it has staged.</summary>
    /// <param name="Key">The asset.</param>
    /// <param name="Name">The name under which queries see it.</param>
    /// <param name="Asset">What was staged, and is neither published nor discarded.</param>
    public sealed record Staged(AssetKey Key, string Name, StagedAsset Asset) : InputBinding(Key, Name);

    /// <summary>A query in place of a table: an ephemeral asset, or an external one given as a query. It names other assets
    /// by their public names and has no parameters.</summary>
    /// <param name="Key">The asset.</param>
    /// <param name="Name">The name under which the step's queries see it.</param>
    /// <param name="Query">The query.</param>
    /// <param name="Schema">The columns that the contract promises.</param>
    public sealed record Inline(AssetKey Key, string Name, SqlQuery Query, RowSchema Schema) : InputBinding(Key, Name);

    /// <summary>A relation in the store's database that the platform does not own.</summary>
    /// <param name="Key">The asset.</param>
    /// <param name="Name">The name under which the step's queries see it.</param>
    /// <param name="RelationSchema">The relation's schema.</param>
    /// <param name="Relation">The relation's name.</param>
    /// <param name="Schema">The columns that the contract promises.</param>
    public sealed record Foreign(AssetKey Key, string Name, string RelationSchema, string Relation, RowSchema Schema) : InputBinding(Key, Name);
}
