namespace Dataplatform.Sdk.Events;

/// <summary>How an asset came to be what it is now.</summary>
/// <param name="RunId">The run that computed it.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Version">The id of the version in its store; null for an effect.</param>
public sealed record Materialization(RunId RunId, DateTimeOffset Time, string? Version)
{
    /// <summary>Its rows; null for views, values and effects.</summary>
    public long? Rows { get; init; }

    /// <summary>Its size in bytes where the store knows it.</summary>
    public long? Bytes { get; init; }

    /// <summary>How long its step took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The code version that computed it; null if it was not known.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>With what that code was compiled; null if it is not known, or was declared.</summary>
    public string? CodeBuild { get; init; }

    /// <summary>What its data is known by: equal data has an equal one. Null if nobody computed it.</summary>
    public string? DataVersion { get; init; }

    /// <summary>What it was computed from.</summary>
    public IReadOnlyList<InputVersion> Inputs { get; init; } = [];

    /// <summary>When a rollback published this version again; null if none did.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>What the asset says of itself.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();

    /// <summary>What an event says of the asset.</summary>
    internal static Materialization Of(RunEvent.AssetMaterialized done) => new(done.RunId, done.Time, done.Version)
    {
        Rows = done.Rows,
        Bytes = done.Bytes,
        Duration = done.Duration,
        CodeVersion = done.CodeVersion,
        CodeBuild = done.CodeBuild,
        DataVersion = done.DataVersion,
        Inputs = done.Inputs,
        Metadata = done.Metadata,
    };
}
