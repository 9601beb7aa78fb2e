using System.Diagnostics;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>What all steps of a run share.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Services">Where scopes of resources come from.</param>
/// <param name="Stores">The stores.</param>
/// <param name="Clock">The run's clock.</param>
/// <param name="Loggers">Makes the loggers of assets.</param>
/// <param name="Requested">Cancelled by whoever wants the run to end; nothing is published once it is.</param>
/// <param name="Cancellation">Cancelled when the run is: everything that waits gets it.</param>
/// <param name="Abandonment">Cancelled when the run no longer waits for what was cancelled: publications get it.</param>
internal sealed record RunScope(
    RunId RunId,
    AssetGraph Graph,
    IServiceScopeFactory Services,
    StoreRegistry Stores,
    TimeProvider Clock,
    ILoggerFactory Loggers,
    CancellationToken Requested,
    CancellationToken Cancellation,
    CancellationToken Abandonment)
{
    /// <summary>Rows that stay in memory for steps to come; null if all are read from their stores.</summary>
    public RowShelf? Shelf { get; init; }

    /// <summary>What limits how many steps begin; null if nothing does.</summary>
    public Admission? Admission { get; init; }

    /// <summary>Whether hooks are registered as services.</summary>
    public bool HasHooks { get; init; }

    /// <summary>The span of the run, in which those of its steps lie; default if nobody listens.</summary>
    public ActivityContext Span { get; init; }

    /// <summary>Whether assets are made from nothing.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>Keeps what steps say; null if nobody does.</summary>
    public IStepLog? Log { get; init; }

    /// <summary>The code of an asset; null where it is unknown.</summary>
    public Func<AssetKey, CodeRecord?> CodeOf { get; init; } = static _ => null;

    /// <summary>Why an asset need not be computed after all; null if it must be.</summary>
    public Func<AssetKey, string?> WhyFresh { get; init; } = static _ => null;

    /// <summary>What assets are given as configuration.</summary>
    public required RunConfigs Configs { get; init; }

    /// <summary>How assets are divided; null where no step of the plan is.</summary>
    public PartitionBook? Partitions { get; init; }

    /// <summary>Waits until the log has what the run has said so far; null where there is none.</summary>
    public Func<ValueTask>? ToldAsync { get; init; }

    /// <summary>What is published.</summary>
    public VersionBook Versions { get; init; } = new();

    /// <summary>What methods left out in this run.</summary>
    public LeftOutAssets LeftOut { get; } = new();

    /// <summary>Whether the run is to end, also where that has not yet reached the steps.</summary>
    public bool IsEnding => Requested.IsCancellationRequested || Cancellation.IsCancellationRequested;
}
