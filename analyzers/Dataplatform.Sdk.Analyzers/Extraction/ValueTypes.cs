using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Recognises the types that can hold rows.</summary>
internal static class ValueTypes
{
    public static bool IsContract(ITypeSymbol type) => type.Has(Names.Contract);

    /// <summary>The T of <c>Nullable&lt;T&gt;</c>, else the type itself.</summary>
    public static ITypeSymbol Unwrap(ITypeSymbol type, out bool isNullableValue)
    {
        isNullableValue = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return isNullableValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }

    /// <summary>Whether a type says that null is possible.</summary>
    public static bool IsNullable(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The element of a sequence of a known form; null for any other type.</summary>
    public static ITypeSymbol? Element(ITypeSymbol type, out SequenceForm form)
    {
        form = default;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            form = SequenceForm.Array;
            return array.ElementType;
        }

        if (type is not INamedTypeSymbol { Arity: 1 } named)
        {
            return null;
        }

        switch (named.OriginalDefinition.SpecialType)
        {
            case SpecialType.System_Collections_Generic_IEnumerable_T:
            case SpecialType.System_Collections_Generic_IReadOnlyList_T:
            case SpecialType.System_Collections_Generic_IReadOnlyCollection_T:
                form = SequenceForm.List;
                return named.TypeArguments[0];
        }

        if (named.IsNamed("IAsyncEnumerable", "System.Collections.Generic"))
        {
            form = SequenceForm.Stream;
            return named.TypeArguments[0];
        }

        if (named.IsNamed("List", "System.Collections.Generic"))
        {
            form = SequenceForm.MutableList;
            return named.TypeArguments[0];
        }

        return null;
    }
}

/// <summary>The forms of a sequence of rows.</summary>
internal enum SequenceForm
{
    List,
    Array,
    MutableList,
    Stream,
}
