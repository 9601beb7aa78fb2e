namespace Dataplatform.Sdk.Events;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Everything that was planned is done.</summary>
    Succeeded,

    /// <summary>At least one asset failed.</summary>
    Failed,

    /// <summary>The run was cancelled before it was done.</summary>
    Cancelled,
}
