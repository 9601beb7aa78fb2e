namespace Dataplatform.Sdk.Events;

/// <summary>By what the data of an external asset was known last, as its observer or a report said.</summary>
/// <param name="RunId">The run that observed it, or the report.</param>
/// <param name="Time">When.</param>
/// <param name="Position">The event's place in the log.</param>
/// <param name="DataVersion">By what the data is known: equal data has an equal one.</param>
public sealed record AssetObservation(RunId RunId, DateTimeOffset Time, long Position, string DataVersion)
{
    /// <summary>What else was said of it.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();
}
