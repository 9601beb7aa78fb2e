using System.Text.Json.Serialization;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>The head of one partition, as a segment has it.</summary>
internal sealed record LakePartition
{
    public required string Key { get; init; }

    /// <summary>The stage by which it was published.</summary>
    public required string Version { get; init; }

    public required long Fence { get; init; }

    /// <summary>The files, below the folder of the asset's version, in the order of the rows; none if there are no rows.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Which of <see cref="LakeSlices.ColumnSets"/> the files have.</summary>
    public int Columns { get; init; }

    public long? Rows { get; init; }

    public string? DataVersion { get; init; }

    public required string Run { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Whether it was removed, and hides what older segments say of the same key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRemoved { get; init; }

    /// <summary>As the store's port describes it.</summary>
    public PublishedPartition ToPublished() => new(new(Key), Version, new RunId(Run), PublishedAt, Rows) { DataVersion = DataVersion };
}
