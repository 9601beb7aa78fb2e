using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Runs;

/// <summary>A backfill that somebody wants.</summary>
/// <param name="Planner">What to do.</param>
/// <param name="Book">How assets are divided.</param>
/// <param name="Options">How each of its runs goes about it.</param>
/// <param name="Launch">Who wants it, and what for.</param>
internal sealed record BackfillRequest(BackfillPlanner Planner, PartitionBook Book, RunOptions Options, RunLaunch Launch)
{
    /// <summary>The backfill that goes on; null for a new one.</summary>
    public RunId? Resumed { get; init; }

    /// <summary>How many of its partitions were made before it goes on.</summary>
    public long MadeBefore { get; init; }

    /// <summary>Whether the latest partitions are made first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>The code of an asset, part by part; null where it is unknown.</summary>
    public Func<AssetKey, CodeRecord?> CodeOf { get; init; } = static _ => null;

    /// <summary>The configuration of its runs; null to take it from the services.</summary>
    public RunConfigs? Configs { get; init; }

    /// <summary>Whether its runs wait for other runs that make the same partitions, or give up.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>Is told what they wait for.</summary>
    public Action<string> Waiting { get; init; } = static _ => { };
}
