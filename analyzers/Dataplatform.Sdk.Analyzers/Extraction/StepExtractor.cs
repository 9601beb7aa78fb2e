using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads an annotated method. The generator takes the model, the analyzers the problems.</summary>
internal static class StepExtractor
{
    /// <summary>Reads a method; null if it neither makes an asset nor observes or checks one.</summary>
    public static (StepModel Step, IReadOnlyList<Problem> Problems)? Extract(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.Attribute(Names.Asset) is { } asset ? Extract(method, asset, cancellationToken)
        : method.Attribute(Names.Observe) is { } observe ? ObserverExtractor.Extract(method, observe, cancellationToken)
        : method.Attribute(Names.AssetCheck) is { } check ? CheckExtractor.Extract(method, check, cancellationToken)
        : null;

    private static (StepModel Step, IReadOnlyList<Problem> Problems) Extract(IMethodSymbol method, AttributeData asset, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        var source = type.Name + "." + method.Name;
        var problems = new List<Problem>();
        CallRules.Check(method, source, problems);
        if (method.Has(Names.Observe))
        {
            problems.Add(new(DiagnosticIds.ObserverShape, $"'{source}' is an asset, so it cannot observe one as well. Make two methods.", new(PlaceKind.Observe)) { Remedies = [new(RemedyKinds.WithoutAttribute, "Observe")] });
        }

        if (method.Has(Names.AssetCheck))
        {
            problems.Add(new(DiagnosticIds.CheckShape, $"'{source}' is an asset, so it cannot check one as well. Make two methods.", new(PlaceKind.AssetCheck)) { Remedies = [new(RemedyKinds.WithoutAttribute, "AssetCheck")] });
        }

        var returns = new ReturnReader(method, source, problems);
        var outputs = returns.Read(out var isAwaited);
        var (partitions, isKnown) = PartitionReader.Read(method, source, problems);
        var binder = new ParameterBinder(type, source, returns.Keys, new(partitions, isKnown, source, problems), new(partitions, isKnown, source, problems), problems);
        var parameters = method.Parameters.Select(binder.Bind).ToEquatable();
        var step = new StepModel
        {
            Id = Id(method),
            Source = source,
            Assembly = type.ContainingAssembly.Name,
            Namespace = type.ContainingNamespace.FullName(),
            ClassName = type.Name,
            DeclaringType = TypeNames.Global(type),
            Method = method.Name,
            IsStatic = method.IsStatic,
            IsPublic = method.IsPublic(),
            IsClassPublic = type.IsPublic(),
            HasKeys = CatalogNames.Taken(type) is null,
            IsAwaited = isAwaited,
            IsTask = isAwaited && method.ReturnType.IsReferenceType,
            HasOutputsObject = returns.HasOutputsObject,
            Parameters = parameters,
            ConstructorParameters = (method.IsStatic ? [] : Constructor(type)?.Parameters.Select(ParameterBinder.Resource) ?? []).ToEquatable(),
            Outputs = outputs.ToEquatable(),
            Keys = returns.Keys.ToEquatable(),
            After = After(method).ToEquatable(),
            Metadata = MetadataReader.Read(method, asset, cancellationToken),
            Policies = PolicyReader.Read(method),
            Partitions = partitions,
            ArePartitionsKnown = isKnown,
            IsValid = false,
        };
        problems.AddRange(Policies(method, source));
        InputRules.Check(step, problems);
        OutputRules.Check(step, problems);
        WriteRules.Check(step, problems);
        LifecycleRules.Check(method, step, problems);
        PartitionedStepRules.Check(method, step, problems);
        SecretRules.Check(method, source, problems);
        var isValid = problems.Count == 0 && step.Outputs.Count > 0 && isKnown
            && parameters.All(parameter => parameter.Form != ParameterForm.Unsupported)
            && (method.IsStatic || Constructor(type)?.Parameters.Any(parameter => TypeErrors.In(parameter.Type)) != true);
        return (step with { IsValid = isValid }, problems);
    }

    /// <summary>The constructor that dependency injection will use: the one that asks for most.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
        .OrderByDescending(constructor => constructor.Parameters.Length)
        .FirstOrDefault();

    private static IEnumerable<AfterModel> After(IMethodSymbol method)
    {
        var ordinal = 0;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.IsSdk(Names.After) != true)
            {
                continue;
            }

            var arguments = attribute.ConstructorArguments;
            var type = arguments is [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol named }, ..] ? named : method.ContainingType;
            TypedConstant? names = arguments.Length > 0 ? arguments[arguments.Length - 1] : null;
            var argument = 0;
            foreach (var name in names.Texts())
            {
                yield return new(Domains.Key(type, name), ordinal, argument++);
            }

            ordinal++;
        }
    }

    /// <summary>What is wrong with the policies of a method.</summary>
    public static IEnumerable<Problem> Policies(IMethodSymbol method, string source)
    {
        var attributes = method.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            foreach (var problem in PolicyRules.IsPolicy(attributes[i]) ? PolicyRules.Check(attributes[i], source) : [])
            {
                yield return new(problem.Id, problem.Message, new(PlaceKind.AttributeArgument, i, problem.Setting, problem.Ordinal)) { Remedies = problem.Remedies };
            }
        }
    }

    // Overloads are told apart by their parameters.
    public static string Id(IMethodSymbol method) =>
        TypeNames.Metadata(method.ContainingType) + "." + method.Name
        + (method.ContainingType.GetMembers(method.Name).Length == 1 ? string.Empty : "(" + string.Join(",", method.Parameters.Select(p => TypeNames.Plain(p.Type))) + ")");
}
