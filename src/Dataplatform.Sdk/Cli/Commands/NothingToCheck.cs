using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Says why a selection leaves nothing to check.</summary>
internal static class NothingToCheck
{
    public static IEnumerable<Line> Lines(AssetGraph graph, AssetSelection selection)
    {
        var assets = selection == AssetSelection.All ? graph.Assets.Select(asset => asset.Key).ToList() : [.. selection.Resolve(graph)];
        yield return new Line("Nothing to check: " + assets switch
        {
            [] => graph.Assets.Count == 0 ? "the app has no assets." : "the selection is empty.",
            [var one] => $"'{one}' has no checks. Write a method with [AssetCheck] that returns a CheckResult, or Sql for the rows that are wrong.",
            _ => $"none of {assets.Count} assets has a check. Write methods with [AssetCheck] that return a CheckResult, or Sql for the rows that are wrong.",
        });
    }
}
