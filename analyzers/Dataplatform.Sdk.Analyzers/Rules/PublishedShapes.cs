using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// The assets of an assembly as text in a public constant of its registration. The compiler imports no internal methods of
/// a referenced assembly, and this names internal assets too, so that the rules can say why they cannot be read.
/// </summary>
internal static class PublishedShapes
{
    private const string External = "external";

    public static string Write(StepModel step) => step.Observes is not null ? string.Empty : string.Join("\n", step.Outputs.Select(output =>
        string.Join("\t", output.Key, step.Source, step.IsPublic ? "public" : "internal", Shapes.Kind(output.Form).ToString(), output.PlainType)
            + (output.Form == OutputForm.External ? $"\t{External}" : string.Empty)));

    public static IEnumerable<AssetShape> Read(string assembly, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('\t') is { Length: 5 or 6 } parts && Enum.TryParse<ValueKind>(parts[3], out var kind))
            {
                yield return new(parts[0], parts[1], assembly, parts[2] == "public", kind, parts[4], [], []) { IsExternal = parts.Length == 6 && parts[5] == External };
            }
        }
    }
}
