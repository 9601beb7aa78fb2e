namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>How a backfill goes about its partitions.</summary>
internal sealed record BackfillOptions
{
    /// <summary>Whether the latest partitions are made first; those that go on from the one before are not.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>At most so many partitions of a step are in one run, and in one call of a method that takes ranges, where neither this nor the step says otherwise.</summary>
    public const int DefaultBatchSize = 500;

    /// <summary>At most so many partitions of each step are in one run, and in one call of a method that takes ranges.</summary>
    /// <value>Default: null, what the step's <see cref="Catalog.BackfillPolicy"/> says counts.</value>
    public int? BatchSize { get; init; }
}
