namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>How a backfill goes about its partitions.</summary>
internal sealed record BackfillOptions
{
    /// <summary>Whether the latest partitions are made first; those that go on from the one before are not.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>At most so many partitions of a step are in one run, and in one call of a method that takes ranges.</summary>
    public int BatchSize { get; init; } = 500;
}
