using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Recognises the types that hold values of other types within one column.</summary>
internal static class NestedTypes
{
    private const string Generic = "System.Collections.Generic";

    /// <summary>The element of a list or array; null for any other type.</summary>
    public static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Arity: 1 } named when IsList(named) => named.TypeArguments[0],
        _ => null,
    };

    /// <summary>The key and the value of a dictionary; null for any other type.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Value)? KeyAndValue(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 2, Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary", ContainingType: null } named && named.ContainingNamespace.Is(Generic)
            ? (named.TypeArguments[0], named.TypeArguments[1])
            : null;

    /// <summary>The one parameter of a struct that is a value under a name of its own; null for any other type.</summary>
    public static IParameterSymbol? Wrapped(ITypeSymbol type, CancellationToken cancellationToken) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsTupleType: false, IsRefLikeType: false } named
        && PrimaryConstructors.Of(named, cancellationToken) is { Parameters: [{ RefKind: RefKind.None } parameter] } constructor
        && PrimaryConstructors.Property(named, parameter.Name) is { GetMethod: { } getter } property
        && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)
        && constructor.IsReachable() && getter.IsReachable()
            ? parameter
            : null;

    // Not IEnumerable<T>: it may be a query that runs again, and differently, each time it is asked.
    private static bool IsList(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType is
            SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IReadOnlyCollection_T
            or SpecialType.System_Collections_Generic_IList_T or SpecialType.System_Collections_Generic_ICollection_T
        || type.IsNamed("List", Generic)
        || type.IsNamed("ImmutableArray", "System.Collections.Immutable");
}
