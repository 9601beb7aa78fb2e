using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Secrets are not what an asset is made of.</summary>
internal static class SecretRules
{
    public static void Check(IMethodSymbol method, string source, ICollection<Problem> problems)
    {
        if (Holds(method.ReturnType))
        {
            problems.Add(new(DiagnosticIds.SecretStored,
                $"'{source}' returns a secret, and what an asset returns is stored and shown. Leave it out, and take the secret from a [Config] record where it is used.",
                new(PlaceKind.ReturnType)));
        }
    }

    /// <summary>Whether a value of the type holds a secret: the type itself, what it is made of, or a property of a type of this program.</summary>
    public static bool Holds(ITypeSymbol type) => Holds(type, new(SymbolEqualityComparer.Default));

    private static bool Holds(ITypeSymbol type, HashSet<ITypeSymbol> seen) => seen.Add(type) && type switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType, seen),
        INamedTypeSymbol named => named.IsSdk(Names.Secret, 1) || named.TypeArguments.Any(argument => Holds(argument, seen)) || Properties(named).Any(property => Holds(property.Type, seen)),
        _ => false,
    };

    // A contract's own columns are reported where it is declared.
    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) => type.SpecialType == SpecialType.None && type.Locations.Any(location => location.IsInSource) && !ValueTypes.IsContract(type)
        ? type.GetMembers().OfType<IPropertySymbol>().Where(property => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
        : [];
}
