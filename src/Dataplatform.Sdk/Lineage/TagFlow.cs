using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Lineage;

/// <summary>How tags of columns follow the values: along direct edges, until a column is masked or declassified.</summary>
/// <param name="lineage">The lineage.</param>
public sealed class TagFlow(LineageGraph lineage)
{
    private readonly Dictionary<AssetColumn, IReadOnlyDictionary<string, AssetColumn>> _known = [];

    /// <summary>The tags of a column, its own and those that it takes over, each with a column that declares it.</summary>
    public IReadOnlyDictionary<string, AssetColumn> Of(AssetColumn column)
    {
        if (_known.TryGetValue(column, out var known))
        {
            return known;
        }

        // Against the arrows, by hand: chains of assets may be longer than the stack. Self-reads end where they began.
        var found = new SortedDictionary<string, AssetColumn>(StringComparer.Ordinal);
        var seen = new HashSet<AssetColumn> { column };
        var open = new Queue<AssetColumn>([column]);
        while (open.TryDequeue(out var at))
        {
            var schema = Schema(at);
            foreach (var tag in schema is null ? [] : Declared(schema))
            {
                found.TryAdd(tag, at);
            }

            if (schema is { IsMasked: true } or { Declassified: not null })
            {
                continue;
            }

            foreach (var edge in lineage.Into(at).Where(edge => edge.IsDirect && seen.Add(edge.From)))
            {
                open.Enqueue(edge.From);
            }
        }

        return _known[column] = found;
    }

    /// <summary>Whether any column of the app says anything about tags, so that there is something to follow.</summary>
    public static bool IsUsed(Graph.AssetGraph graph) => graph.Assets.SelectMany(LineageGraph.ColumnsOf)
        .Any(column => column.IsMasked || column.Declassified is not null || Declared(column).Any());

    /// <summary>The tags that a column declares, with those of values within it.</summary>
    internal static IEnumerable<string> Declared(ColumnSchema column) => column.Tags.Concat(column.Type.Fields.SelectMany(Declared)).Distinct(StringComparer.Ordinal);

    private ColumnSchema? Schema(AssetColumn column) => LineageGraph.ColumnsOf(lineage.Graph[column.Asset]).FirstOrDefault(schema => schema.Name == column.Column);
}
