using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The column kind of a .NET type; the compiler's side of <c>ColumnType.Of</c>.</summary>
internal static class ColumnTypes
{
    public const string Supported =
        "bool, the integer types, float, double, decimal, string, Guid, byte[], DateOnly, TimeOnly, DateTime, DateTimeOffset, TimeSpan, enums, structs with one value of these, contracts, lists, arrays, dictionaries, and their nullable forms";

    /// <summary>The member of <c>ColumnKind</c>; null if the type cannot be a column.</summary>
    public static string? Kind(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => "Text",
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => "Bytes",
        _ => Special(type.SpecialType) ?? Named(type),
    };

    private static string? Special(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_SByte => "Int8",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_Byte => "UInt8",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_UInt64 => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_String => "Text",
        SpecialType.System_DateTime => "Timestamp",
        _ => null,
    };

    private static string? Named(ITypeSymbol type) => type is not INamedTypeSymbol { Arity: 0, ContainingType: null } || !type.ContainingNamespace.Is("System") ? null : type.Name switch
    {
        "Int128" or "UInt128" => type.Name,
        "Guid" => "Uuid",
        "DateOnly" => "Date",
        "TimeOnly" => "Time",
        "DateTimeOffset" => "Instant",
        "TimeSpan" => "Interval",
        _ => null,
    };
}
