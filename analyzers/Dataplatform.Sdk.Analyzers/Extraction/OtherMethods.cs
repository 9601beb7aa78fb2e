using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads what methods that are steps and make no asset have in common: observers and checks.</summary>
internal static class OtherMethods
{
    /// <summary>Everything but what the method returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="attribute">The attribute that makes it what it is.</param>
    /// <param name="what">What it is, for messages: <c>an observer</c>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static StepModel Read(IMethodSymbol method, AttributeData attribute, string what, List<Problem> problems, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        var source = type.Name + "." + method.Name;
        CallRules.Check(method, source, problems);
        var binder = new ParameterBinder(type, source, [], new(null, true, source, problems, what), new(null, true, source, problems), problems);
        return new StepModel
        {
            Id = StepExtractor.Id(method),
            Source = source,
            Assembly = type.ContainingAssembly.Name,
            Namespace = type.ContainingNamespace.FullName(),
            ClassName = type.Name,
            DeclaringType = TypeNames.Global(type),
            Method = method.Name,
            IsStatic = method.IsStatic,
            IsPublic = method.IsPublic(),
            IsClassPublic = type.IsPublic(),
            HasKeys = false,
            IsAwaited = false,
            IsTask = false,
            HasOutputsObject = false,
            Parameters = method.Parameters.Select(parameter => Bind(parameter, binder, source, what, problems)).ToEquatable(),
            ConstructorParameters = (method.IsStatic ? [] : StepExtractor.Constructor(type)?.Parameters.Select(ParameterBinder.Resource) ?? []).ToEquatable(),
            Outputs = Array.Empty<OutputModel>().ToEquatable(),
            Keys = Array.Empty<string>().ToEquatable(),
            After = Array.Empty<AfterModel>().ToEquatable(),
            Metadata = MetadataReader.Read(method, attribute, cancellationToken),
            Policies = PolicyReader.Read(method),
            Partitions = null,
            ArePartitionsKnown = true,
            IsValid = false,
        };
    }

    /// <summary>Checks what is read, and says whether the method can be called.</summary>
    public static (StepModel Step, IReadOnlyList<Problem> Problems) Complete(IMethodSymbol method, StepModel step, List<Problem> problems)
    {
        problems.AddRange(StepExtractor.Policies(method, step.Source));
        InputRules.Check(step, problems);
        var isValid = problems.Count == 0 && step.Parameters.All(parameter => parameter.Form != ParameterForm.Unsupported)
            && (method.IsStatic || StepExtractor.Constructor(method.ContainingType)?.Parameters.Any(parameter => TypeErrors.In(parameter.Type)) != true);
        return (step with { IsValid = isValid }, problems);
    }

    private static ParameterModel Bind(IParameterSymbol parameter, ParameterBinder binder, string source, string what, List<Problem> problems)
    {
        if (!parameter.Has(Names.Self))
        {
            return binder.Bind(parameter);
        }

        problems.Add(new(DiagnosticIds.ParameterType,
            $"Parameter '{parameter.Name}' of '{source}' is marked [Self], and {what} has no version of its own. Read the asset by its name, without [Self].",
            new(PlaceKind.ParameterName, parameter.Ordinal)));
        return new() { Name = parameter.Name, Form = ParameterForm.Unsupported };
    }
}
