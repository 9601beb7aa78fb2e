namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A version that is or was published.</summary>
/// <param name="Version">Its id.</param>
/// <param name="Kind">One of <see cref="VersionKind"/>.</param>
/// <param name="Relation">The table or view in the hidden schema; null for an artifact.</param>
internal sealed record PublishedHead(string Version, string Kind, string? Relation)
{
    /// <summary>Whether there are rows to go on from: a view and a value have none.</summary>
    public bool HasRows => Kind == VersionKind.Table;

    /// <summary>By which stage a partition was published last; null if it is not partitioned.</summary>
    public string? Last { get; init; }

    /// <summary>How it was written: see <see cref="WriteText"/>.</summary>
    public string? Write { get; init; }
}
