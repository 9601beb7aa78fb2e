using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>A graph as a Mermaid flowchart with a subgraph for each domain.</summary>
internal static class MermaidWriter
{
    public static void Write(TextWriter output, GraphPicture graph)
    {
        // Mermaid's ids know few characters and have reserved words ("end"), so nodes are numbered and keys are labels.
        var ids = graph.Assets.Select((asset, i) => (asset.Key, Id: $"a{i + 1}")).ToDictionary(pair => pair.Key, pair => pair.Id);
        output.WriteLine("flowchart LR");
        var number = 0;
        foreach (var domain in graph.Domains)
        {
            number++;
            var indent = "  ";
            if (domain.Key.Length > 0)
            {
                output.WriteLine($"  subgraph d{number}[\"{Escape(domain.Key)}\"]");
                indent = "    ";
            }

            foreach (var asset in domain)
            {
                output.WriteLine($"{indent}{ids[asset.Key]}{Shape(asset)}");
            }

            if (domain.Key.Length > 0)
            {
                output.WriteLine("  end");
            }
        }

        foreach (var (from, to) in graph.Edges)
        {
            output.WriteLine($"  {ids[from]} --> {ids[to]}");
        }
    }

    // A cylinder is data at rest, a box with round corners a view, and so on: as people draw it on a board.
    private static string Shape(AssetNode asset)
    {
        var label = $"\"{Escape(asset.Key.Name)}\"";
        return AssetWords.Of(asset.Definition) switch
        {
            "table" => $"[({label})]",
            "view" or "ephemeral" => $"({label})",
            "value" => $"{{{{{label}}}}}",
            "effect" => $">{label}]",
            _ => $"[/{label}/]",
        };
    }

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
