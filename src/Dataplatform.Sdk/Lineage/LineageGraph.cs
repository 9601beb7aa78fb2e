using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Lineage;

/// <summary>
/// The lineage of all columns of an app. An asset is looked at when it is first asked for: its query is read, no store is opened and
/// nothing runs.
/// </summary>
public sealed class LineageGraph
{
    private readonly Dictionary<AssetKey, AssetLineage> _known = [];
    private readonly LineageReader _reader;

    /// <summary>Makes the lineage of a graph.</summary>
    /// <param name="graph">The assets.</param>
    /// <param name="engineOf">What reads the queries of an asset's store, with the way they are written; null if nothing does.</param>
    /// <param name="configOf">The run configuration of a type, for queries that take it.</param>
    public LineageGraph(AssetGraph graph, Func<AssetDefinition, (SqlDialect Dialect, IQueryLineage Lineage)?> engineOf, Func<Type, object> configOf)
    {
        Graph = graph;
        _reader = new LineageReader(engineOf, configOf);
    }

    /// <summary>The assets.</summary>
    public AssetGraph Graph { get; }

    /// <summary>Where an asset comes from.</summary>
    /// <exception cref="DataplatformException">There is no such asset.</exception>
    [SuppressMessage("Design", "CA1043:Use integral or string argument for indexers", Justification = "A key is what assets are found by.")]
    public AssetLineage this[AssetKey asset]
    {
        get
        {
            if (!_known.TryGetValue(asset, out var lineage))
            {
                _known[asset] = lineage = _reader.Read(Graph[asset]);
            }

            return lineage;
        }
    }

    /// <summary>The columns of an asset; none if it is a value or an effect.</summary>
    public static IReadOnlyList<ColumnSchema> ColumnsOf(AssetNode asset) => asset.Definition.Rows?.Schema.Columns ?? [];

    /// <summary>What a column, or an asset as a whole, is made with: edges that end there.</summary>
    public IEnumerable<AssetEdge> Into(AssetColumn column) => this[column.Asset].Edges.Where(edge => edge.To == column);

    /// <summary>What is made with a column, or with an asset as a whole: edges that begin there.</summary>
    public IEnumerable<AssetEdge> OutOf(AssetColumn column)
    {
        var asset = Graph[column.Asset];
        var readers = asset.Step.Inputs.Any(input => input.IsSelf) ? asset.Downstreams.Append(asset) : asset.Downstreams;
        return readers.SelectMany(reader => this[reader.Key].Edges).Where(edge => edge.From == column);
    }
}
