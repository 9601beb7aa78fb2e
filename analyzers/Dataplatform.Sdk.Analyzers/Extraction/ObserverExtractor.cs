using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a method that observes an external asset. To generator and engine it is a step whose output is what it says.</summary>
internal static class ObserverExtractor
{
    private const string Observation = "Dataplatform.Sdk.Observation";

    public static (StepModel Step, IReadOnlyList<Problem> Problems) Extract(IMethodSymbol method, AttributeData observe, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var step = OtherMethods.Read(method, observe, "an observer", problems, cancellationToken);
        CheckReturn(method, step.Source, problems, out var isAwaited);
        var key = Domains.Named(method.ContainingType, observe);
        return OtherMethods.Complete(method, step with
        {
            Observes = key,
            IsAwaited = isAwaited,
            IsTask = isAwaited && method.ReturnType.IsReferenceType,
            Outputs = new[] { new OutputModel(key, method.Name, null, OutputForm.Observation, string.Empty, string.Empty, IsOptional: false, IsMaterialized: false) }.ToEquatable(),
        }, problems);
    }

    private static void CheckReturn(IMethodSymbol method, string source, List<Problem> problems, out bool isAwaited)
    {
        var type = ReturnReader.Awaited(method.ReturnType, out isAwaited);
        if (type is not null && (TypeErrors.In(type) || (!ValueTypes.IsNullable(type) && (type.SpecialType == SpecialType.System_String || type.IsSdk("Observation")))))
        {
            return;
        }

        problems.Add(new(DiagnosticIds.ObserverShape,
            $"'{source}' observes an asset and returns '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which is no data version. Return string or Observation, alone or in a task.",
            new(PlaceKind.ReturnType)) { Remedies = Remedies(method.ReturnType, type) });
    }

    // What an observation can be made of by itself.
    private static IReadOnlyList<Remedy> Remedies(ITypeSymbol declared, ITypeSymbol? type)
    {
        var isObservation = type is { SpecialType: SpecialType.System_Int64 or SpecialType.System_Int32 }
            || (type is not null && !ValueTypes.IsNullable(type) && (type.IsNamed("DateTimeOffset", "System") || type.IsNamed("Guid", "System")));
        return !isObservation ? []
            : SymbolEqualityComparer.Default.Equals(declared, type) ? [new(RemedyKinds.Type, Observation)]
            : [new(RemedyKinds.Type, $"System.Threading.Tasks.{declared.Name}<{Observation}>")];
    }
}
