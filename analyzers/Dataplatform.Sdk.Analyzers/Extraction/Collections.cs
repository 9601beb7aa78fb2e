using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Recognises collections whose elements look like rows, so that a forgotten [Contract] is not taken for an intention.</summary>
internal static class Collections
{
    /// <summary>The type of the elements if it is one that a [Contract] was probably forgotten on; null otherwise.</summary>
    public static ITypeSymbol? UnmarkedRow(ITypeSymbol type) => type.Has(Names.Artifact) ? null : Elements(type)
        .Select(element => ValueTypes.Unwrap(element, out _).WithNullableAnnotation(NullableAnnotation.None)).FirstOrDefault(IsUnmarkedRow);

    /// <summary>Whether a type is an array or a collection of the base library, and so can hardly be meant as one service.</summary>
    public static bool IsPlain(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || (IsIn(type.ContainingNamespace, "Collections") && (type.Name == "IEnumerable" || type.Name == "IAsyncEnumerable" || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)));

    /// <summary>What a collection can be enumerated as.</summary>
    public static IEnumerable<ITypeSymbol> Elements(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return [array.ElementType];
        }

        return ValueTypes.Element(type, out _) is { } element
            ? [element]
            : type.AllInterfaces
                .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                .Select(i => i.TypeArguments[0]);
    }

    /// <summary>
    /// Whether a type is a record, class or struct of somebody's own. What the base library has (a Guid, a key with its
    /// value) is a value, and so is a collection.
    /// </summary>
    public static bool IsUnmarkedRow(ITypeSymbol element) =>
        element is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None, IsTupleType: false }
        && !IsIn(element.ContainingNamespace, null)
        && !ValueTypes.IsContract(element)
        && !element.Has(Names.Artifact)
        && element.AllInterfaces.All(i => i.SpecialType != SpecialType.System_Collections_IEnumerable);

    // In System, or in System.<child>.
    private static bool IsIn(INamespaceSymbol? ns, string? child)
    {
        for (var at = ns; at is { IsGlobalNamespace: false }; at = at.ContainingNamespace)
        {
            var parent = at.ContainingNamespace;
            if (child is null ? at.Name == "System" && parent.IsGlobalNamespace : at.Name == child && parent is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
            {
                return true;
            }
        }

        return false;
    }
}
