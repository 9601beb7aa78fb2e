using System.Globalization;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;

namespace Dataplatform.Sdk.Graph;

/// <summary>Reduces catalogs to what the graph rules look at, as the analyzer does from source.</summary>
internal static class GraphShapes
{
    public static IReadOnlyList<AssetShape> Of(IReadOnlyList<AssetCatalog> catalogs)
    {
        var shapes = new List<AssetShape>();
        foreach (var catalog in catalogs)
        {
            foreach (var step in catalog.Steps)
            {
                var edges = EdgesOf(step);
                var after = step.After.Count == 0 ? [] : step.After.Select(key => key.Path).ToArray();
                foreach (var output in step.Outputs)
                {
                    shapes.Add(new AssetShape(
                        output.Key.Path, step.Name, catalog.Assembly, output.IsPublic, output.Kind, output.ValueType,
                        EdgesOf(output, edges), after) { Columns = () => Columns(output.Rows), References = () => output.ChecksContract ? References(output.Rows) : [], IsExternal = output.IsExternal, Partitions = step.Partitions, Promise = Promise(output) });
                }
            }
        }

        return shapes;
    }

    /// <summary>The observers, as what they look at would be if they made it.</summary>
    public static IReadOnlyList<AssetShape> ObserversOf(IReadOnlyList<AssetCatalog> catalogs) =>
    [
        .. catalogs.SelectMany(catalog => catalog.Observers, (catalog, step) => new AssetShape(
            step.Observes!.Value.Path, step.Name, catalog.Assembly, IsPublic: false, ValueKind.Effect, string.Empty, EdgesOf(step), []) { IsObserver = true }),
    ];

    /// <summary>The checks, as what they look at would be if they made it.</summary>
    public static IReadOnlyList<AssetShape> ChecksOf(IReadOnlyList<AssetCatalog> catalogs) =>
    [
        .. catalogs.SelectMany(catalog => catalog.Checks, (catalog, step) => new AssetShape(
            step.Checks!.Asset.Path, step.Name, catalog.Assembly, IsPublic: false, ValueKind.Effect, string.Empty, EdgesOf(step), []) { IsCheck = true }),
    ];

    private static string[] References(RowCodec? codec) => codec is null || codec.Schema.Checks.Count == 0 ? []
        : [.. codec.Schema.Checks.OfType<ContractCheck.ForeignKey>().Select(key => key.RowType.FullName!.Replace('+', '.'))];

    private static EdgeShape[] EdgesOf(StepDefinition step) => step.Inputs.Count == 0 ? [] : [.. step.Inputs.Select(Edge)];

    private static EdgeShape Edge(InputDefinition input) =>
        new(input.Parameter, input.Key.Path, input.Kind, input.ValueType, input.IsSelf) { Columns = () => Columns(input.Rows), Mapping = input.Mapping };

    private static PromiseShape Promise(AssetDefinition output) => new()
    {
        Key = () => output.Write.Key,
        Version = output.Version,
        Supersedes = output.Supersedes?.Path,
        Retires = output.Retires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        RenamedFrom = output.RenamedFrom.Count == 0 ? [] : [.. output.RenamedFrom.Select(key => key.Path)],
    };

    private static ColumnShape[] Columns(RowCodec? codec) =>
        codec is null ? [] : [.. codec.Schema.Columns.Select(Column)];

    private static ColumnShape Column(ColumnSchema column) =>
        new(column.Name, column.Type.ShortName, column.IsNullable, column.AllowedValues) { Fields = [.. column.Type.Fields.Select(Column)] };

    // Where a method makes several assets, its own last version is that of one of them, and concerns only that one.
    private static EdgeShape[] EdgesOf(AssetDefinition output, EdgeShape[] edges) =>
        Array.Exists(edges, edge => edge.IsSelf && edge.Key != output.Key.Path)
            ? Array.FindAll(edges, edge => !edge.IsSelf || edge.Key == output.Key.Path)
            : edges;
}
