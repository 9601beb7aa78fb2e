using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// The assets of an assembly as text in a public constant of its registration. The compiler imports no internal methods of
/// a referenced assembly, and this names internal assets too, so that the rules can say why they cannot be read.
/// </summary>
internal static class PublishedShapes
{
    public static string Write(StepModel step) => string.Join("\n", step.Outputs.Select(output =>
        string.Join("\t", output.Key, step.Source, step.IsPublic ? "public" : "internal", Shapes.Kind(output.Form).ToString(), output.PlainType)
            + (step.Partitions is { } partitions ? "\t" + PartitionText.Write(partitions) : string.Empty)));

    public static IEnumerable<AssetShape> Read(string assembly, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split('\t');
            if (fields is [var key, var source, var visibility, var kind, var type, ..] && Enum.TryParse<ValueKind>(kind, out var valueKind))
            {
                yield return new(key, source, assembly, visibility == "public", valueKind, type, [], [])
                {
                    Partitions = fields is [_, _, _, _, _, var definition] ? PartitionText.ReadDefinition(definition) : null,
                };
            }
        }
    }
}
