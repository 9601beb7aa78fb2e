using System.Collections.ObjectModel;

namespace Dataplatform.Sdk.Events;

/// <summary>What a check of an asset has found last.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="RunId">The run that called it.</param>
/// <param name="Time">When.</param>
/// <param name="Position">The event's place in the log.</param>
/// <param name="Passed">Whether all was well.</param>
/// <param name="Severity">How bad a failure is.</param>
/// <param name="IsBlocking">Whether a failure keeps data from being published.</param>
public sealed record CheckRecord(string Check, RunId RunId, DateTimeOffset Time, long Position, bool Passed, CheckSeverity Severity, bool IsBlocking)
{
    /// <summary>What was wrong; null if nothing was said.</summary>
    public string? Message { get; init; }

    /// <summary>The version that was checked, published or not; null where the store has no ids.</summary>
    public string? Version { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Some of the rows that were wrong.</summary>
    public MetadataValue.Table? Evidence { get; init; }

    /// <summary>The facts about it, by name.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = ReadOnlyDictionary<string, MetadataValue>.Empty;

    /// <summary>The partitions that were checked; none where the asset is not partitioned.</summary>
    public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];

    /// <summary>What an event says.</summary>
    /// <param name="told">The event.</param>
    /// <param name="position">Its place in the log.</param>
    public static CheckRecord Of(RunEvent.CheckEvaluated told, long position)
    {
        ArgumentNullException.ThrowIfNull(told);
        return new(told.Check, told.RunId, told.Time, position, told.Passed, told.Severity, told.IsBlocking)
        {
            Message = told.Message,
            Version = told.Version,
            Duration = told.Duration,
            Evidence = told.Evidence,
            Metadata = told.Metadata,
            Partitions = told.Partitions,
        };
    }
}
