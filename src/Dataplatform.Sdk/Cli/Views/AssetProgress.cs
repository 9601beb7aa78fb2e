using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is known of an asset in a run.</summary>
internal sealed record AssetProgress(AssetKey Key, AssetState State)
{
    public long? Rows { get; init; }

    public long? Bytes { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>The step that computes it; null until it runs.</summary>
    public string? Step { get; init; }

    /// <summary>How far it is while it runs; null as long as nothing is known.</summary>
    public StepProgress? Progress { get; init; }

    /// <summary>The attempt that failed last, if there is to be another one.</summary>
    public RunEvent.StepRetrying? Retry { get; init; }

    /// <summary>Whether there is something to say of it: a cancelled run leaves many assets that never began, and one
    /// sentence about them all says more than a line for each.</summary>
    public bool IsWorthALine => State != AssetState.Cancelled || StartedAt is not null;

    /// <summary>What its checks have found.</summary>
    public IReadOnlyList<RunEvent.CheckEvaluated> Checks { get; init; } = [];

    /// <summary>Why it was skipped or cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it failed.</summary>
    public StepError? Error { get; init; }
}
