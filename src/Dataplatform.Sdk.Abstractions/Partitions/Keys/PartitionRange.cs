namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Partitions of time that follow each other, for an asset that makes several of them in one call.
/// </summary>
/// <typeparam name="T">The type of the keys.</typeparam>
/// <param name="First">The first.</param>
/// <param name="Last">The last; it belongs to the range.</param>
public readonly record struct PartitionRange<T>(T First, T Last)
    where T : struct
{
    /// <summary>The range as people write it: the first key, and the last if it is another.</summary>
    public override string ToString() => First.Equals(Last) ? $"{First}" : $"{First} to {Last}";
}
