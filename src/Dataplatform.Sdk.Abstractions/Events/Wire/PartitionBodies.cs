using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Events.Wire;

/// <summary>Partitions in events and their stored bodies.</summary>
internal static class PartitionBodies
{
    public static IReadOnlyList<SliceBody>? ToBodies(IReadOnlyList<AssetSlice> slices) => slices.Count == 0 ? null :
    [
        .. slices.GroupBy(slice => slice.Asset).Select(asset =>
            new SliceBody(asset.Key.Path, [.. asset.Select(slice => (IReadOnlyList<string>)[.. slice.Partitions.Select(key => key.Text)])])),
    ];

    public static AssetSlice[] ToSlices(IReadOnlyList<SliceBody>? bodies) =>
    [
        .. (bodies ?? []).SelectMany(body => body.Keys, (body, keys) => new AssetSlice(new AssetKey(body.Asset), [.. keys.Select(key => new PartitionKey(key))])),
    ];

    public static IReadOnlyList<SliceCodeBody>? ToBodies(IReadOnlyList<SliceCode> codes) => codes.Count == 0 ? null :
        [.. codes.Select(code => new SliceCodeBody(code.Asset.Path, code.CodeVersion, code.CodeBuild.Length > 0 ? code.CodeBuild : null))];

    public static SliceCode[] ToCodes(IReadOnlyList<SliceCodeBody>? bodies) =>
        [.. (bodies ?? []).Select(body => new SliceCode(new AssetKey(body.Asset), body.Version, body.Build ?? string.Empty))];

    public static IReadOnlyList<PartitionBody>? ToBodies(IReadOnlyList<PartitionPlace> places) => places.Count == 0 ? null : [.. places.Select(ToBody)];

    public static IReadOnlyList<PartitionBody>? ToBodies(IReadOnlyList<MaterializedPartition> partitions) => partitions.Count == 0 ? null :
    [
        .. partitions.Select(partition => ToBody(partition.Place) with { Rows = partition.Rows, DataVersion = partition.DataVersion }),
    ];

    public static PartitionPlace[] ToPlaces(IReadOnlyList<PartitionBody>? bodies) => [.. (bodies ?? []).Select(ToPlace)];

    public static MaterializedPartition[] ToPartitions(IReadOnlyList<PartitionBody>? bodies) =>
        [.. (bodies ?? []).Select(body => new MaterializedPartition(ToPlace(body), body.Rows) { DataVersion = body.DataVersion })];

    public static IReadOnlyList<ChunkBody>? ToBodies(IReadOnlyList<PartitionChunk> chunks) => chunks.Count == 0 ? null :
    [
        .. chunks.Select(chunk => new ChunkBody(chunk.Asset.Path, chunk.Series.Length > 0 ? chunk.Series : null, chunk.Number, ChunkBytes.Write(chunk.Entries))),
    ];

    public static PartitionChunk[] ToChunks(IReadOnlyList<ChunkBody>? bodies) =>
    [
        .. (bodies ?? []).Select(body => new PartitionChunk(new AssetKey(body.Asset), body.Series ?? string.Empty, body.Number) { Entries = ChunkBytes.Read(body.Entries) }),
    ];

    // The series is told only where it is neither nothing nor the whole key.
    private static PartitionBody ToBody(PartitionPlace place) => new(
        place.Key.Text, place.Start, place.Series == (place.Start is null ? place.Key.Text : string.Empty) ? null : place.Series);

    private static PartitionPlace ToPlace(PartitionBody body) => new(new PartitionKey(body.Key))
    {
        Start = body.Start,
        Series = body.Series ?? (body.Start is null ? body.Key : string.Empty),
    };
}
