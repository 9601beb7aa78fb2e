using Dataplatform.Sdk.DuckDb.Lake.Slices;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>A published version that somebody uses.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Head">Its head when it was pinned.</param>
/// <param name="Lease">Keeps the files; null for a view, which has none.</param>
internal sealed record PinnedVersion(string Key, LakeHead Head, VersionLease? Lease) : IDisposable
{
    /// <summary>The heads of its partitions when it was pinned; null if it has none.</summary>
    public PartitionHeads? Partitions { get; init; }

    /// <summary>Keeps the files of partitions that are replaced from then on.</summary>
    public LakeReader? Reader { get; init; }

    public void Dispose()
    {
        Reader?.Dispose();
        Lease?.Dispose();
    }
}
