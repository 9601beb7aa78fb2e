using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Execution;

/// <summary>What came of one attempt of a step.</summary>
/// <param name="Results">The result of each of the step's assets, in their order.</param>
/// <param name="Failure">What was thrown; null if nothing was, or if the run is ending.</param>
internal readonly record struct StepAttempt(OutputResult[] Results, Exception? Failure)
{
    /// <summary>Whether anything was published or observed: then the attempt is the last one.</summary>
    public bool HasPublished => Array.Exists(Results, static result => result.Status is AssetStatus.Materialized or AssetStatus.Observed);

    /// <summary>The same attempt, where what was not published failed for this reason.</summary>
    public static StepAttempt Failed(int assets, Exception failure, StepError error, OutputResult[]? known = null)
    {
        var results = new OutputResult[assets];
        for (var i = 0; i < assets; i++)
        {
            results[i] = known is not null && known[i].Status is AssetStatus.Materialized or AssetStatus.Observed or AssetStatus.Skipped
                ? known![i]
                : new OutputResult(AssetStatus.Failed) { Error = error, IsKnown = true };
        }

        return new(results, failure);
    }
}
