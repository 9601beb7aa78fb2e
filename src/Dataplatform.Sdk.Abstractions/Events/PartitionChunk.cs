namespace Dataplatform.Sdk.Events;

/// <summary>
/// What the log knows of the partitions of an asset whose windows begin within the same stretch of time: a fold over its events. An asset
/// with a million partitions is a few thousand chunks, of which an event changes one.
/// </summary>
/// <param name="Asset">The asset.</param>
/// <param name="Series">The key without time; see <see cref="PartitionPlace.Series"/>.</param>
/// <param name="Number">Which stretch of time: of 2^21 seconds, some 24 days.</param>
public sealed record PartitionChunk(AssetKey Asset, string Series, long Number)
{
    private const int Stretch = 21;

    /// <summary>The partitions, in the order of time.</summary>
    public IReadOnlyList<PartitionEntry> Entries { get; init; } = [];

    /// <summary>Whether both know the same.</summary>
    public bool Equals(PartitionChunk? other) =>
        other is not null && Asset == other.Asset && Series == other.Series && Number == other.Number && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Asset, Series, Number, Entries.Count);

    /// <summary>The chunk of a partition.</summary>
    public static long NumberOf(long? start) => (start ?? 0) >> Stretch;
}
