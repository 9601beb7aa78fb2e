using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>
/// Whether rows of a contract are nothing but their columns, come back from a store exactly as they went, and cannot be
/// changed by anybody: then a run hands them from step to step in memory.
/// </summary>
internal static class ExactRows
{
    // Not among them: decimals (1.50 comes back as 1.5000000000), times (ticks, offsets, kinds) and byte arrays (anybody can change them).
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "Boolean", "Int8", "Int16", "Int32", "Int64", "Int128", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128",
        "Single", "Double", "Text", "Uuid", "Date",
    };

    public static bool Are(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, CancellationToken cancellationToken) =>
        type is { IsRecord: true, BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType, DeclaringSyntaxReferences.Length: 1 }
        && members.All(member => member is IParameterSymbol parameter && IsExact(parameter.Type) && IsPlain(type, parameter.Name, cancellationToken))
        && type.GetMembers().OfType<IFieldSymbol>().All(field => field.IsStatic || members.Any(member => member.Name == field.AssociatedSymbol?.Name));

    private static bool IsExact(ITypeSymbol type) =>
        ColumnTypes.Kind(ValueTypes.Unwrap(type, out _)) is { } kind && Kinds.Contains(kind);

    // The property that the compiler makes of a parameter; one that the author writes may give something else than it was given.
    private static bool IsPlain(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        type.GetMembers(name) is [IPropertySymbol { DeclaringSyntaxReferences: [var declaration] } property]
        && declaration.GetSyntax(cancellationToken) is ParameterSyntax
        && (type.IsValueType || property.SetMethod is null or { IsInitOnly: true });
}
