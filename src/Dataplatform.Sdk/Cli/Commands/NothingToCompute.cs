using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Says why a selection leaves a run nothing to do: <c>0 materialized</c> alone looks like a success.</summary>
internal static class NothingToCompute
{
    private const string Prefix = "Nothing to compute: ";

    // More than a screen is read by nobody.
    private const int MostAssets = 20;

    public static IEnumerable<Line> Lines(AssetGraph graph, AssetSelection selection)
    {
        var assets = selection.Resolve(graph).Select(key => graph[key]).ToList();
        if (assets.Count == 0)
        {
            return [new Line(Prefix + (graph.Assets.Count == 0 ? "the app has no assets." : "the selection is empty."))];
        }

        if (assets.Count == 1)
        {
            return [new Line(Prefix + Reason(assets[0]))];
        }

        var lines = assets.Take(MostAssets).Select(asset => new Line($"  {Reason(asset)}")).Prepend(new Line(Prefix.TrimEnd()));
        return assets.Count > MostAssets ? lines.Append(new Line($"  and {assets.Count - MostAssets} more.")) : lines;
    }

    private static string Reason(AssetNode asset)
    {
        if (asset.Definition.IsExternal)
        {
            return $"'{asset.Key}' is external: somebody else makes it.";
        }

        return asset.Downstreams.Count == 0
            ? $"'{asset.Key}' is ephemeral: it is written into its readers, and it has none."
            : $"'{asset.Key}' is ephemeral: it is written into its readers ({string.Join(", ", asset.Downstreams.Select(reader => reader.Key.Path))}).";
    }
}
