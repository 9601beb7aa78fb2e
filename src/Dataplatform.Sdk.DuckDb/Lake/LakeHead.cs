using System.Text.Json.Serialization;
using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The published version of an asset, as the head file has it. Of a partitioned asset version, run and time are those of the last
/// publication of any of its partitions, and the fence is the greatest of all.</summary>
internal sealed record LakeHead
{
    public required string Version { get; init; }

    public required long Fence { get; init; }

    /// <summary>One of <see cref="Store.VersionKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The folder of the files, below the store's, with <c>/</c> between the names; null for a view.</summary>
    public string? Folder { get; init; }

    /// <summary>The files of the version, in the order of the rows; none for a view, and none here if there are partitions.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The columns with the types that the contract promises; null for a value.</summary>
    public IReadOnlyList<LakeColumn>? Columns { get; init; }

    /// <summary>The query of a view, over public names; null otherwise.</summary>
    public string? Query { get; init; }

    public long? Rows { get; init; }

    /// <summary>What the content is known by; null for a view, or if nobody wanted to know.</summary>
    public string? DataVersion { get; init; }

    public required string Run { get; init; }

    public required string Step { get; init; }

    public int Attempt { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>How it was written: see <see cref="Store.WriteText"/>.</summary>
    public string? Write { get; init; }

    /// <summary>The version from which this one goes on, kept so that the run can be repeated; null if it goes on from none.</summary>
    public LakeHead? Base { get; init; }

    /// <summary>Whether there are rows to go on from: a view and a value have none.</summary>
    [JsonIgnore]
    public bool HasRows => Kind == Store.VersionKind.Table;

    /// <summary>The versions before this one that are kept, the newest first; those that are rows or values, without their own past.</summary>
    public IReadOnlyList<LakeHead> Earlier { get; init; } = [];

    /// <summary>The partitions; null if there are none.</summary>
    public LakeSlices? Partitions { get; init; }

    /// <summary>The name of the folder, under which the version is known to those who use or drop it; of a view that of the version.</summary>
    [JsonIgnore]
    public string Id => Folder is null ? Version : Folder[(Folder.LastIndexOf('/') + 1)..];

    /// <summary>When a rollback published it again; null if none did.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>This version as one that comes before another.</summary>
    public LakeHead AsPast() => this with { Base = null, Earlier = [] };

    /// <summary>This version as the store's port describes it.</summary>
    public PublishedAsset ToPublished(string key) =>
        new(new AssetKey(key), Version, new RunId(Run), PublishedAt, Rows) { DataVersion = DataVersion, Partitions = Partitions?.Count, RestoredAt = RestoredAt };
}
