using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Says why a selection leaves nothing to observe.</summary>
internal static class NothingToObserve
{
    public static IEnumerable<Line> Lines(AssetGraph graph, AssetSelection selection)
    {
        var isAll = selection == AssetSelection.All;
        var assets = (isAll ? graph.Assets : selection.Resolve(graph).Select(key => graph[key])).ToList();
        var external = assets.Where(asset => asset.Definition.IsExternal).Select(asset => asset.Key.Path).Order(StringComparer.Ordinal).ToList();
        yield return new Line("Nothing to observe: " + (external, assets) switch
        {
            (_, []) => graph.Assets.Count == 0 ? "the app has no assets." : "the selection is empty.",
            ([], _) => isAll ? "no asset of the app is external." : "no selected asset is external.",
            ([var one], _) => $"'{one}' has no observer. Write a method with [Observe] that returns its data version.",
            _ => $"none of the external assets ({string.Join(", ", external.Take(8))}{(external.Count > 8 ? ", …" : string.Empty)}) has an observer. Write methods with [Observe] that return their data versions.",
        });
    }
}
