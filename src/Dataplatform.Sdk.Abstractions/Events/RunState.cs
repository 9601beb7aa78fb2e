namespace Dataplatform.Sdk.Events;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>It has begun and not ended, as far as the log knows.</summary>
    Running,

    /// <summary>Everything that was planned is done.</summary>
    Succeeded,

    /// <summary>At least one asset failed.</summary>
    Failed,

    /// <summary>It was cancelled before it was done.</summary>
    Cancelled,

    /// <summary>Its process ended, or fell silent, before it was done. <c>runs resume</c> does the rest.</summary>
    Died,
}
