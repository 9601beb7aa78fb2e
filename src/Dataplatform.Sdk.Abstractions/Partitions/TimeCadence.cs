namespace Dataplatform.Sdk.Partitions;

/// <summary>How often the windows of a time dimension begin.</summary>
public enum TimeCadence
{
    /// <summary>Every hour.</summary>
    Hourly,

    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Every week.</summary>
    Weekly,

    /// <summary>Every month.</summary>
    Monthly,

    /// <summary>At the ticks of a cron expression.</summary>
    Cron,
}
