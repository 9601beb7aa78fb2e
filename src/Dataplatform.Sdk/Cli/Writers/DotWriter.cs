namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>A graph in the language of Graphviz, with a cluster for each domain.</summary>
internal static class DotWriter
{
    public static void Write(TextWriter output, GraphPicture graph)
    {
        output.WriteLine("digraph assets {");
        output.WriteLine("  rankdir=LR;");
        output.WriteLine("  node [fontname=\"Helvetica\"];");
        var number = 0;
        foreach (var domain in graph.Domains)
        {
            number++;
            var indent = "  ";
            if (domain.Key.Length > 0)
            {
                output.WriteLine($"  subgraph cluster_{number} {{");
                output.WriteLine($"    label={Quote(domain.Key)};");
                indent = "    ";
            }

            foreach (var asset in domain)
            {
                output.WriteLine($"{indent}{Quote(asset.Key.Path)} [label={Quote(asset.Key.Name)}, shape={Shape(AssetWords.Of(asset.Definition))}];");
            }

            if (domain.Key.Length > 0)
            {
                output.WriteLine("  }");
            }
        }

        foreach (var (from, to) in graph.Edges)
        {
            output.WriteLine($"  {Quote(from.Path)} -> {Quote(to.Path)};");
        }

        output.WriteLine("}");
    }

    private static string Shape(string word) => word switch
    {
        "table" => "cylinder",
        "view" or "ephemeral" => "box",
        "value" => "hexagon",
        "effect" => "cds",
        _ => "parallelogram",
    };

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
