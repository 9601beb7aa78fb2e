using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Lineage as a Mermaid flowchart: a box for each asset with its columns, dotted arrows for indirect edges.</summary>
internal static class LineageMermaid
{
    public static void Write(TextWriter output, LineagePicture picture)
    {
        // Mermaid's ids know few characters, so nodes are numbered and names are labels.
        var ids = picture.Columns.Select((column, i) => (column, Id: $"c{i + 1}")).ToDictionary(pair => pair.column, pair => pair.Id);
        output.WriteLine("flowchart LR");
        var number = 0;
        foreach (var asset in picture.Columns.GroupBy(column => column.Asset))
        {
            number++;
            output.WriteLine($"  subgraph a{number}[\"{Escape(asset.Key.Path)}\"]");
            foreach (var column in asset)
            {
                output.WriteLine(column.Column is { } name ? $"    {ids[column]}[\"{Escape(name)}\"]" : $"    {ids[column]}([\"{(LineageGraph.ColumnsOf(picture.Lineage.Graph[column.Asset]).Count > 0 ? "rows" : "value")}\"])");
            }

            output.WriteLine("  end");
        }

        foreach (var edge in picture.Edges)
        {
            if (edge.IsDirect)
            {
                output.WriteLine($"  {ids[edge.From]} --> {ids[edge.To]}");
            }

            if (LineageWords.Indirect(edge.Use) is { Count: > 0 } uses)
            {
                output.WriteLine($"  {ids[edge.From]} -. \"{string.Join(", ", uses)}\" .-> {ids[edge.To]}");
            }
        }
    }

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
