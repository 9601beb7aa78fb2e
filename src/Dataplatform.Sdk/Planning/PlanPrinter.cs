using System.Globalization;
using System.Text;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>Writes a plan for people.</summary>
internal static class PlanPrinter
{
    /// <param name="plan">The plan.</param>
    /// <param name="graph">The graph of the plan.</param>
    /// <param name="notes">What else is to be known of an asset, a line each; null if nothing is.</param>
    public static string Print(ExecutionPlan plan, AssetGraph graph, Func<AssetDefinition, IReadOnlyList<string>>? notes = null)
    {
        var makers = plan.Steps
            .SelectMany(step => step.Assets, (step, asset) => (asset.Key, step.Index))
            .GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.First().Index);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Plan for {plan.Selection}: {Count(plan.Steps.Count, "step")}, {Count(plan.Assets.Count, "asset")}\n");
        foreach (var step in plan.Steps)
        {
            Write(text, step, graph, makers);
            foreach (var note in step.Assets.SelectMany(asset => (notes?.Invoke(asset) ?? []).Select(line => step.Assets.Count > 1 ? $"{asset.Key}: {line}" : line)))
            {
                text.Append("   ").Append(note).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, PlannedStep step, AssetGraph graph, Dictionary<AssetKey, int> makers)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{step.Index + 1}. {string.Join(", ", step.Assets.Select(Name))}{(step.Slice is { } slice ? $", {slice}" : string.Empty)}\n");
        text.Append(CultureInfo.InvariantCulture, $"   by {step.Step.Name}; {step.Reason}\n");
        if (step.Step.Inputs.Count > 0)
        {
            text.Append("   reads ").AppendJoin(", ", step.Step.Inputs.Select(input => Source(input, graph, makers))).Append('\n');
        }

        if (step.Step.After.Count > 0)
        {
            text.Append("   comes after ").AppendJoin(", ", step.Step.After.Select(key => key.Path)).Append('\n');
        }

        if (PolicyWords.Of(step.Step.Policies) is { Length: > 0 } policies)
        {
            text.Append("   ").Append(policies).Append('\n');
        }

        if (step.DependsOn.Count > 0)
        {
            text.Append(step.DependsOn.Count == 1 ? "   waits for step " : "   waits for steps ")
                .AppendJoin(", ", step.DependsOn.Select(index => index + 1)).Append('\n');
        }
    }

    private static string Name(AssetDefinition asset)
    {
        var what = asset switch
        {
            { Kind: ValueKind.Effect } => "effect",
            { Kind: ValueKind.Artifact } => "value",
            { As: Materialize.View } => "view",
            _ => asset.Write.KeepsRows ? $"table, {asset.Write}" : "table",
        };
        return $"{asset.Key} ({what}{(asset.IsOptional ? ", optional" : string.Empty)})";
    }

    private static string Source(InputDefinition input, AssetGraph graph, Dictionary<AssetKey, int> makers)
    {
        var from = input.IsSelf ? "its own last version" : Origin(graph[input.Key], makers);
        return $"{input.Key} ({from})";
    }

    private static string Origin(AssetNode node, Dictionary<AssetKey, int> makers)
    {
        if (makers.TryGetValue(node.Key, out var step))
        {
            return string.Create(CultureInfo.InvariantCulture, $"step {step + 1}");
        }

        if (node.Definition.IsExternal)
        {
            return "external";
        }

        return node.Definition.As == Materialize.Ephemeral
            ? $"written in place, over {string.Join(", ", node.Upstreams.Select(upstream => $"{upstream.Key} ({Origin(upstream, makers)})"))}"
            : "as published";
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");
}
