using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Tests.Fakes;

internal static class Outcomes
{
    public static AssetOutcome Of(this RunEvent.RunCompleted run, string key) => run.Assets.Single(asset => asset.Key.Path == key);

    /// <summary>Each asset with its status and reason, in the order of the plan.</summary>
    public static IEnumerable<string> Lines(this RunEvent.RunCompleted run) =>
        run.Assets.Select(asset => $"{asset.Key} {asset.Status}{(asset.Reason is null ? "" : $": {asset.Reason}")}");
}
