using System.Diagnostics;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Planning;

/// <summary>A step that is to run.</summary>
[DebuggerDisplay("{Index}: {Step.Name,nq}")]
public sealed class PlannedStep
{
    internal PlannedStep(int index, StepDefinition step, IReadOnlyList<AssetDefinition> assets, PlannedLink[] links, string reason)
    {
        Index = index;
        Step = step;
        Assets = assets;
        Links = links;
        Reason = reason;
        DependsOn = StepsOf(links);
    }

    /// <summary>The place in the plan, from 0.</summary>
    public int Index { get; }

    /// <summary>The step.</summary>
    public StepDefinition Step { get; }

    /// <summary>What it publishes: everything it makes, but of optional outputs only those that are selected.</summary>
    public IReadOnlyList<AssetDefinition> Assets { get; }

    /// <summary>The steps of this plan that it waits for, by their index.</summary>
    public IReadOnlyList<int> DependsOn { get; }

    /// <summary>The partitions that it makes; null where its assets are not partitioned.</summary>
    public PlannedSlice? Slice { get; init; }

    /// <summary>Whether nothing is made: the assets' checks are called with what is published.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Why it is in the plan.</summary>
    public string Reason { get; }

    /// <summary>Which assets of which steps it waits for, in the order of the plan.</summary>
    internal IReadOnlyList<PlannedLink> Links { get; }

    // The links are in the order of the steps, so that the same step stands side by side.
    private static int[] StepsOf(PlannedLink[] links)
    {
        var steps = new int[links.Length];
        var count = 0;
        foreach (var link in links)
        {
            if (count == 0 || steps[count - 1] != link.Step)
            {
                steps[count++] = link.Step;
            }
        }

        return count == steps.Length ? steps : steps[..count];
    }
}
