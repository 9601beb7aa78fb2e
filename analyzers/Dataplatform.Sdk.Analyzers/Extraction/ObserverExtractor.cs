using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a method that observes an external asset. To generator and engine it is a step whose output is what it says.</summary>
internal static class ObserverExtractor
{
    private const string Observation = "Dataplatform.Sdk.Observation";

    public static (StepModel Step, IReadOnlyList<Problem> Problems) Extract(IMethodSymbol method, AttributeData observe, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        var source = type.Name + "." + method.Name;
        var problems = new List<Problem>();
        CallRules.Check(method, source, problems);
        CheckReturn(method, source, problems, out var isAwaited);
        var binder = new ParameterBinder(type, source, [], new(null, true, source, problems, observes: true), new(null, true, source, problems), problems);
        var key = Key(type, observe);
        var step = new StepModel
        {
            Id = StepExtractor.Id(method),
            Source = source,
            Assembly = type.ContainingAssembly.Name,
            Namespace = type.ContainingNamespace.FullName(),
            ClassName = type.Name,
            DeclaringType = TypeNames.Global(type),
            Method = method.Name,
            Observes = key,
            IsStatic = method.IsStatic,
            IsPublic = method.IsPublic(),
            IsClassPublic = type.IsPublic(),
            HasKeys = false,
            IsAwaited = isAwaited,
            IsTask = isAwaited && method.ReturnType.IsReferenceType,
            HasOutputsObject = false,
            Parameters = method.Parameters.Select(parameter => Bind(parameter, binder, source, problems)).ToEquatable(),
            ConstructorParameters = (method.IsStatic ? [] : StepExtractor.Constructor(type)?.Parameters.Select(ParameterBinder.Resource) ?? []).ToEquatable(),
            Outputs = new[] { new OutputModel(key, method.Name, null, OutputForm.Observation, string.Empty, string.Empty, IsOptional: false, IsMaterialized: false) }.ToEquatable(),
            Keys = Array.Empty<string>().ToEquatable(),
            After = Array.Empty<AfterModel>().ToEquatable(),
            Metadata = MetadataReader.Read(method, observe, cancellationToken),
            Policies = PolicyReader.Read(method),
            Partitions = null,
            ArePartitionsKnown = true,
            IsValid = false,
        };
        problems.AddRange(StepExtractor.Policies(method, source));
        InputRules.Check(step, problems);
        var isValid = problems.Count == 0 && step.Parameters.All(parameter => parameter.Form != ParameterForm.Unsupported)
            && (method.IsStatic || StepExtractor.Constructor(type)?.Parameters.Any(parameter => TypeErrors.In(parameter.Type)) != true);
        return (step with { IsValid = isValid }, problems);
    }

    private static string Key(INamedTypeSymbol type, AttributeData observe) => observe.ConstructorArguments switch
    {
        [{ Value: INamedTypeSymbol declaring }, var name] => Domains.Key(declaring, name.Value as string ?? string.Empty),
        [var name] => Domains.Key(type, name.Value as string ?? string.Empty),
        _ => string.Empty,
    };

    private static ParameterModel Bind(IParameterSymbol parameter, ParameterBinder binder, string source, List<Problem> problems)
    {
        if (!parameter.Has(Names.Self))
        {
            return binder.Bind(parameter);
        }

        problems.Add(new(DiagnosticIds.ParameterType,
            $"Parameter '{parameter.Name}' of '{source}' is marked [Self], and an observer has no version of its own. Read the observed asset by its name, without [Self].",
            new(PlaceKind.ParameterName, parameter.Ordinal)));
        return new() { Name = parameter.Name, Form = ParameterForm.Unsupported };
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
