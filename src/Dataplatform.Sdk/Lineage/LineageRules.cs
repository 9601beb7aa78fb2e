using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Graph.Rules;

namespace Dataplatform.Sdk.Lineage;

/// <summary>
/// The rules on tags of columns. They need the lineage of queries, which the compiler does not have: <c>validate</c> asks them, and so
/// may a step after compilation.
/// </summary>
public static class LineageRules
{
    /// <summary>A public asset shows a tagged column.</summary>
    public const string Exposed = "DP3001";

    /// <summary>A column is declassified without a reason.</summary>
    public const string NoReason = "DP3002";

    /// <summary>Everything that is wrong, in the order of the assets and their columns. An app without tags costs nothing.</summary>
    public static IReadOnlyList<GraphProblem> Check(LineageGraph lineage)
    {
        if (!TagFlow.IsUsed(lineage.Graph))
        {
            return [];
        }

        var tags = new TagFlow(lineage);
        return [.. lineage.Graph.Assets.OrderBy(asset => asset.Key).SelectMany(asset => LineageGraph.ColumnsOf(asset).Select(column => Problem(lineage, tags, asset, column))).OfType<GraphProblem>()];
    }

    private static GraphProblem? Problem(LineageGraph lineage, TagFlow tags, AssetNode asset, ColumnSchema column)
    {
        if (column.Declassified is { } reason)
        {
            return string.IsNullOrWhiteSpace(reason)
                ? new GraphProblem(NoReason, $"'{asset.Key}.{column.Name}' is declassified without a reason. Say why it may show what is tagged: [Declassified(\"…\")].", asset.Key.Path, asset.Step.Name, null)
                : null;
        }

        var place = new AssetColumn(asset.Key, column.Name);
        return !asset.Definition.IsPublic || column.IsMasked || tags.Of(place) is not { Count: > 0 } found
            ? null
            : new GraphProblem(Exposed, Message(lineage, asset, column, place, found), asset.Key.Path, asset.Step.Name, null);
    }

    private static string Message(LineageGraph lineage, AssetNode asset, ColumnSchema column, AssetColumn place, IReadOnlyDictionary<string, AssetColumn> tags)
    {
        var origins = tags.GroupBy(tag => tag.Value).Select(origin =>
        {
            var names = string.Join(" and ", origin.Select(tag => $"'{tag.Key}'"));
            return origin.Key == place ? $"it is tagged {names}" : $"it comes from '{origin.Key}', which is tagged {names}";
        });
        var assumed = lineage[asset.Key].Doubts is [var doubt, ..] ? $" (That it comes from there is assumed: {doubt}.)" : string.Empty;
        return $"'{asset.Key}' is public, and its column '{column.Name}' shows what not everybody may see: {string.Join("; ", origins)}.{assumed}"
            + $" Hide the value and mark '{asset.Definition.Rows!.Schema.Name}.{column.Member}' [Masked], say why it may be shown with [Declassified(\"…\")], or make the asset internal.";
    }
}
