using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Finds types that do not exist. The compiler reports them; generated code must not repeat them.</summary>
internal static class TypeErrors
{
    public static bool In(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => In(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(In) || (named.ContainingType is { } outer && In(outer)),
        _ => false,
    };
}
