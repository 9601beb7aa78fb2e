using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>What kind of value an output is.</summary>
internal static class Shapes
{
    public static ValueKind Kind(OutputForm form) => form switch
    {
        OutputForm.Artifact => ValueKind.Artifact,
        OutputForm.Effect or OutputForm.Observation => ValueKind.Effect,
        _ => ValueKind.Rows,
    };
}
