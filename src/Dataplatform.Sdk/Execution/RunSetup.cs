using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a run is given by whoever launches it; an executor without a log needs none of it.</summary>
/// <param name="RunId">The run.</param>
internal sealed record RunSetup(RunId RunId)
{
    /// <summary>Called when everything that the plan needs is there, and before anything runs; gives the run's first event.</summary>
    public Func<CancellationToken, ValueTask<RunEvent.RunStarted>>? BeginAsync { get; init; }

    /// <summary>Keeps what the steps say; null if nobody does.</summary>
    public IStepLog? Log { get; init; }

    /// <summary>The code of an asset; null where it is unknown. Its parts are empty where the log knows them.</summary>
    public Func<AssetKey, CodeRecord?> CodeOf { get; init; } = static _ => null;

    /// <summary>Why an asset need not be computed after all, asked when everything that it reads is there; null if it must be.</summary>
    public Func<AssetKey, string?> WhyFresh { get; init; } = static _ => null;

    /// <summary>The run's configuration; null to take it from the services.</summary>
    public RunConfigs? Configs { get; init; }

    /// <summary>How assets are divided; null to find out from the clock, without dynamic sets.</summary>
    public PartitionBook? Partitions { get; init; }

    /// <summary>Waits until the log has what the run has said so far; null where there is none.</summary>
    public Func<ValueTask>? ToldAsync { get; init; }

    /// <summary>What is published.</summary>
    public VersionBook Versions { get; init; } = new();
}
