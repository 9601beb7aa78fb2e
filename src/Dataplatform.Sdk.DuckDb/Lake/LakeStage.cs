using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.Stores;

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

    /// <summary>The files, within the folder of the stage.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The partitions, if only they are staged; null if it is the asset as a whole.</summary>
    public LakeSlice? Slice { get; init; }

    public IReadOnlyList<LakeColumn>? Columns { get; init; }

    /// <summary>The version from which this one goes on; null if it goes on from none.</summary>
    public LakeHead? Base { get; init; }

    /// <summary>Whether it may be published only over its base.</summary>
    public bool GoesOn { get; init; }

    /// <summary>How it is written: see <see cref="Store.WriteText"/>.</summary>
    public string? Write { get; init; }

    /// <summary>What was done to the columns of rows that were kept.</summary>
    public IReadOnlyList<ColumnAlteration> Alterations { get; set; } = [];

    public string? Query { get; set; }

    public long? Rows { get; set; }

    public long? Bytes { get; set; }

    /// <summary>What the content is known by; null for a view, or if nobody wants to know.</summary>
    public string? DataVersion { get; set; }
}
