using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>How people speak of what a backfill makes.</summary>
internal static class BackfillWords
{
    /// <summary><c>1,263 partitions and 7 whole assets</c>.</summary>
    public static string Of(BackfillPlanner planner)
    {
        var steps = planner.Steps.Where(step => !step.Target.IsEmpty).ToList();
        var partitions = steps.Where(step => step.Planned.Step.Partitions is not null).Sum(step => step.Target.Count);
        var wholes = steps.Where(step => step.Planned.Step.Partitions is null).Sum(step => step.Planned.Assets.Count);
        return (partitions, wholes) switch
        {
            (0, _) => HumanText.Count(wholes, "whole asset"),
            (_, 0) => HumanText.Count(partitions, "partition"),
            _ => $"{HumanText.Count(partitions, "partition")} and {HumanText.Count(wholes, "whole asset")}",
        };
    }
}
