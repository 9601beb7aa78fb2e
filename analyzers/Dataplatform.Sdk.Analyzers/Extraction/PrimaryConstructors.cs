using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Finds primary constructors and the properties that they set.</summary>
internal static class PrimaryConstructors
{
    /// <summary>The primary constructor; null if there is none, or if it has no parameter.</summary>
    public static IMethodSymbol? Of(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.Length > 0 && (constructor.DeclaringSyntaxReferences.Length > 0
            ? constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax
            : IsCompiledPrimary(type, constructor)));

    /// <summary>The property of a name, the most derived one.</summary>
    public static IPropertySymbol? Property(INamedTypeSymbol type, string name) =>
        Bases(type).Reverse().SelectMany(t => t.GetMembers(name)).OfType<IPropertySymbol>().FirstOrDefault();

    /// <summary>An attribute of a record's parameter, or of the property that it makes (<c>[property: Column("x")]</c>).</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type, ISymbol member, string name) =>
        member.Attribute(name) ?? (member is IParameterSymbol ? Property(type, member.Name)?.Attribute(name) : null);

    /// <summary>All attributes of a name, of a record's parameter and of the property that it makes.</summary>
    public static IEnumerable<AttributeData> Attributes(INamedTypeSymbol type, ISymbol member, string name) =>
        member.GetAttributes().Concat(member is IParameterSymbol ? Property(type, member.Name)?.GetAttributes() ?? [] : []).Where(attribute => attribute.AttributeClass?.IsSdk(name) == true);

    /// <summary>The type and what it is derived from, from the most general one on.</summary>
    public static Stack<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var at = type; at is { SpecialType: not SpecialType.System_Object and not SpecialType.System_ValueType }; at = at.BaseType)
        {
            types.Push(at);
        }

        return types;
    }

    // In a compiled assembly nothing says which constructor is the primary one: it is the one that sets properties of the
    // parameters' very names, as a record's does.
    private static bool IsCompiledPrimary(INamedTypeSymbol type, IMethodSymbol constructor) =>
        !constructor.IsImplicitlyDeclared && type.Locations.All(location => location.IsInMetadata)
        && constructor.Parameters.All(parameter => Property(type, parameter.Name) is { } property && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type));
}
