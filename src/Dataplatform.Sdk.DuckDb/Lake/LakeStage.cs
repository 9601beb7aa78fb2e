namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>A version that a session has made and not published yet.</summary>
internal sealed class LakeStage
{
    public required AssetKey Key { get; init; }

    public required string Version { get; init; }

    public required long Fence { get; init; }

    /// <summary>One of <see cref="Store.VersionKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether there are files; a view has none.</summary>
    public required VersionLease? Lease { get; init; }

    public List<string> Files { get; } = [];

    public IReadOnlyList<LakeColumn>? Columns { get; init; }

    public string? Query { get; set; }

    public long? Rows { get; set; }

    public long? Bytes { get; set; }
}
