using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>
/// The part of the lineage that is to be shown: from an asset or one column of it along direct edges as far as they go, and the
/// indirect edges of every column on the way.
/// </summary>
internal sealed class LineagePicture
{
    public LineagePicture(LineageGraph lineage, AssetNode asset, string? column, bool isDownstream)
    {
        (Lineage, Asset, Column, IsDownstream) = (lineage, asset, column, isDownstream);
        var columns = LineageGraph.ColumnsOf(asset).Select(schema => schema.Name).Cast<string?>().ToList();
        Starts = [.. (column is not null ? [column] : columns.Count > 0 ? columns : [null]).Select(name => new AssetColumn(asset.Key, name))];
        Collect();
    }

    public LineageGraph Lineage { get; }

    public AssetNode Asset { get; }

    /// <summary>The column that was asked for; null for all.</summary>
    public string? Column { get; }

    /// <summary>Whether it shows what is made with the columns.</summary>
    public bool IsDownstream { get; }

    /// <summary>Where it begins.</summary>
    public IReadOnlyList<AssetColumn> Starts { get; }

    /// <summary>All columns that are reached along direct edges, with those at the other end of indirect ones.</summary>
    public IReadOnlyList<AssetColumn> Columns { get; private set; } = [];

    /// <summary>All edges between them, each once.</summary>
    public IReadOnlyList<AssetEdge> Edges { get; private set; } = [];

    /// <summary>The assets on the way whose lineage is not certain, with the reasons.</summary>
    public IEnumerable<AssetLineage> Doubted => Columns.Select(column => column.Asset).Append(Asset.Key).Distinct().Order()
        .Select(key => Lineage[key]).Where(asset => asset.Doubts.Count > 0);

    /// <summary>The direct edges at a column, in the direction of the picture.</summary>
    public IReadOnlyList<AssetEdge> Direct(AssetColumn column) => [.. At(column).Where(edge => edge.IsDirect)];

    /// <summary>The indirect edges of a column beside those of its asset's rows.</summary>
    public IReadOnlyList<AssetEdge> Indirect(AssetColumn column) => [.. At(column).Where(edge => (edge.Use & ~LineageUse.Value) != 0)];

    /// <summary>Where an edge leads.</summary>
    public AssetColumn End(AssetEdge edge) => IsDownstream ? edge.To : edge.From;

    private IEnumerable<AssetEdge> At(AssetColumn column) => IsDownstream ? Lineage.OutOf(column) : Lineage.Into(column);

    private void Collect()
    {
        var columns = new List<AssetColumn>(Starts);
        var edges = new List<AssetEdge>();
        var followed = new HashSet<AssetColumn>();
        var open = new Queue<AssetColumn>(Starts);
        while (open.TryDequeue(out var column))
        {
            if (!followed.Add(column))
            {
                continue;
            }

            edges.AddRange(At(column));
            if (!IsDownstream && column.Column is not null)
            {
                // What decides the rows decides the column, too.
                edges.AddRange(Lineage.Into(column with { Column = null }));
            }

            foreach (var edge in At(column))
            {
                columns.Add(End(edge));
                if (edge.IsDirect)
                {
                    open.Enqueue(End(edge));
                }
            }
        }

        Edges = [.. edges.Distinct()];
        Columns = [.. columns.Concat(Edges.SelectMany(edge => new[] { edge.From, edge.To })).Distinct().OrderBy(column => column.Asset).ThenBy(column => column.Column, StringComparer.Ordinal)];
    }
}
