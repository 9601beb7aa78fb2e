using System.Text.RegularExpressions;
using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a configuration. The generator takes the model, the analyzer the problems.</summary>
internal static class ConfigExtractor
{
    private static readonly string[] Suffixes = ["Configuration", "Config", "Options", "Settings"];

    /// <summary>The section of a configuration: what the attribute says, else made of the type's name.</summary>
    public static string Section(INamedTypeSymbol type)
    {
        if (type.Attribute(Names.Config)?.Text(0) is { } given)
        {
            return given;
        }

        var suffix = Suffixes.FirstOrDefault(end => type.Name.Length > end.Length && type.Name.EndsWith(end, StringComparison.Ordinal)) ?? string.Empty;
        return KeyGrammar.SnakeCase(type.Name.Substring(0, type.Name.Length - suffix.Length));
    }

    public static (ConfigModel? Config, IReadOnlyList<Problem> Problems) Extract(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var section = Section(type);
        if (Obstacle(type, section, cancellationToken) is { } obstacle)
        {
            problems.Add(new(DiagnosticIds.ConfigShape, $"'{type.Name}' cannot be configuration: {obstacle}.", new(PlaceKind.Name)));
            return (null, problems);
        }

        var documentation = type.DeclaringSyntaxReferences is [var reference, ..] ? reference.GetSyntax(cancellationToken).GetLeadingTrivia().ToFullString() : string.Empty;
        var members = new List<ConfigMemberModel>();
        foreach (var parameter in PrimaryConstructors.Of(type, cancellationToken)!.Parameters)
        {
            if (Member(type, parameter, documentation, problems) is { } member)
            {
                members.Add(member);
            }
        }

        return problems.Count > 0 || members.Count < PrimaryConstructors.Of(type, cancellationToken)!.Parameters.Length
            ? (null, problems)
            : (new(TypeNames.Metadata(type), type.Name, TypeNames.Global(type), section, DocumentationText.Summary(documentation), members.ToEquatable()), problems);
    }

    private static string? Obstacle(INamedTypeSymbol type, string section, CancellationToken cancellationToken)
    {
        var constructor = PrimaryConstructors.Of(type, cancellationToken);
        return !type.IsRecord ? "it is no record. Write it as a record with a parameter for each member"
            : type.IsAbstract ? "it is abstract, so none can be made"
            : type.IsGenericAnywhere() ? "it has type parameters. A section has fixed members"
            : !type.IsReachable() ? "it is not visible in the assembly. Make it public or internal"
            : constructor is null ? "it has no member. Write it as a record with a parameter for each member"
            : constructor.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None) is { } byReference ? $"its parameter '{byReference.Name}' is passed by reference"
            : Stray(type, constructor) is { } stray ? $"its property '{stray.Name}' is no parameter of its primary constructor, so it would never be set. Make it a parameter, or take its setter away"
            : !Regex.IsMatch(section, "^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$", RegexOptions.CultureInvariant)
                ? $"its section '{section}' is no name. Sections are of letters and digits, with a single '_' or '-' between them"
            : null;
    }

    private static IPropertySymbol? Stray(INamedTypeSymbol type, IMethodSymbol constructor) => PrimaryConstructors.Bases(type).SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>()
        .FirstOrDefault(property => property is { IsStatic: false, IsIndexer: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, SetMethod: not null }
            && constructor.Parameters.All(parameter => parameter.Name != property.Name));

    private static ConfigMemberModel? Member(INamedTypeSymbol type, IParameterSymbol parameter, string documentation, List<Problem> problems)
    {
        if (TypeErrors.In(parameter.Type))
        {
            return null;
        }

        if (ConfigTypes.Of(parameter.Type) is not var (reading, asked))
        {
            problems.Add(new(DiagnosticIds.ConfigMember,
                $"'{type.Name}.{parameter.Name}' has the type '{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which cannot be configured. Members are {ConfigTypes.Supported}.",
                new(PlaceKind.ParameterType, parameter.Ordinal)));
            return null;
        }

        var isNullable = ValueTypes.IsNullable(parameter.Type);
        return new(
            parameter.Name,
            reading,
            asked,
            IsRequired: !parameter.HasExplicitDefaultValue && !isNullable,
            isNullable,
            parameter.HasExplicitDefaultValue ? Constants.Default(parameter) : null,
            DocumentationText.Parameter(documentation, parameter.Name),
            Rules(type, parameter).ToEquatable());
    }

    private static IEnumerable<string> Rules(INamedTypeSymbol type, IParameterSymbol parameter) =>
        parameter.GetAttributes().Concat(PrimaryConstructors.Property(type, parameter.Name)?.GetAttributes() ?? [])
            .Where(attribute => IsRule(attribute.AttributeClass))
            .Select(Constants.Creation);

    private static bool IsRule(INamedTypeSymbol? type)
    {
        if (type is null || TypeErrors.In(type) || !type.IsReachable())
        {
            return false;
        }

        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.IsNamed("ValidationAttribute", "System.ComponentModel.DataAnnotations"))
            {
                return true;
            }
        }

        return false;
    }
}
