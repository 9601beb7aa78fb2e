using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Runs;

/// <summary>A run that somebody wants.</summary>
/// <param name="Plan">What to do.</param>
/// <param name="Options">How.</param>
/// <param name="Launch">Who wants it, and what for.</param>
internal sealed record RunRequest(ExecutionPlan Plan, RunOptions Options, RunLaunch Launch)
{
    /// <summary>Whether it waits for other runs that compute the same assets, or gives up.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>Is told what it waits for.</summary>
    public Action<string> Waiting { get; init; } = static _ => { };
}
