using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Runs;

/// <summary>A run that somebody wants.</summary>
/// <param name="Plan">What to do.</param>
/// <param name="Options">How.</param>
/// <param name="Launch">Who wants it, and what for.</param>
internal sealed record RunRequest(ExecutionPlan Plan, RunOptions Options, RunLaunch Launch)
{
    /// <summary>The code of an asset, part by part; null where it is unknown.</summary>
    public Func<AssetKey, CodeRecord?> CodeOf { get; init; } = static _ => null;

    /// <summary>The run's configuration; null to take it from the services.</summary>
    public RunConfigs? Configs { get; init; }

    /// <summary>How assets are divided; null where no step of the plan is.</summary>
    public PartitionBook? Partitions { get; init; }

    /// <summary>What makes the run do the least; null to compute all that is planned.</summary>
    public StaleWork? Stale { get; init; }

    /// <summary>Whether it waits for other runs that compute the same assets, or gives up.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>Is told what it waits for.</summary>
    public Action<string> Waiting { get; init; } = static _ => { };
}
