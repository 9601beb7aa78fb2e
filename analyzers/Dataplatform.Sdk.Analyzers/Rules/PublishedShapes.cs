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
    private const string External = "external";

    public static string Write(StepModel step) => step.Observes is not null || step.Checks is not null ? string.Empty : string.Join("\n", step.Outputs.Select(output =>
        string.Join("\t", output.Key, step.Source, step.IsPublic ? "public" : "internal", Shapes.Kind(output.Form).ToString(), output.PlainType)
            + (output.Form == OutputForm.External ? $"\t{External}" : step.Partitions is { } partitions ? "\t" + DefinitionText.Write(partitions) : string.Empty)));

    public static IEnumerable<AssetShape> Read(string assembly, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split('\t');
            if (fields is [var key, var source, var visibility, var kind, var type, ..] && Enum.TryParse<ValueKind>(kind, out var valueKind))
            {
                yield return new(key, source, assembly, visibility == "public", valueKind, type, [], [])
                {
                    IsExternal = fields is [_, _, _, _, _, External],
                    Partitions = fields is [_, _, _, _, _, not External and var definition] ? DefinitionText.ReadDefinition(definition) : null,
                };
            }
        }
    }
}
