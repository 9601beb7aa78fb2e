namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>Heads of some partitions: a file that is written once and never changed.</summary>
/// <param name="id">The stage with which it was written; begins the name of the file.</param>
/// <param name="partitions">The heads, each key once.</param>
internal sealed class LakeSegment(string id, IReadOnlyList<LakePartition> partitions)
{
    private readonly Lazy<Dictionary<string, LakePartition>> _byKey = new(() => partitions.ToDictionary(partition => partition.Key, StringComparer.Ordinal));

    public string Id => id;

    public IReadOnlyList<LakePartition> Partitions => partitions;

    public LakePartition? Find(string key) => _byKey.Value.GetValueOrDefault(key);
}
