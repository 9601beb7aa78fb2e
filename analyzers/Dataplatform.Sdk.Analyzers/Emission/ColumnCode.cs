using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>The pieces of C# that convert one column.</summary>
internal static class ColumnCode
{
    private const string Columnar = Literals.SdkPrefix + "Columnar.";
    private const string Int128 = "global::System.Int128";

    /// <summary>The type of the column's memory; null if values are written one by one.</summary>
    public static string? Physical(ValueModel value) => value.Kind switch
    {
        "Boolean" => "byte",
        "Int8" => "sbyte",
        "Int16" => "short",
        "Int32" => "int",
        "Int64" => "long",
        "Int128" => Int128,
        "UInt8" => "byte",
        "UInt16" => "ushort",
        "UInt32" => "uint",
        "UInt64" => "ulong",
        "UInt128" => "global::System.UInt128",
        "Single" => "float",
        "Double" => "double",
        "Decimal" => value.Precision switch { <= 4 => "short", <= 9 => "int", <= 18 => "long", _ => Int128 },
        "Uuid" => Int128,
        "Date" => "int",
        "Time" or "Timestamp" or "Instant" => "long",
        "Interval" => Literals.SdkPrefix + "IntervalValue",
        _ => null,
    };

    /// <summary>The form in which the batch holds a value.</summary>
    public static string Encode(ValueModel value, EnumFunctions enums, string expression) => value switch
    {
        { Wrapped: { } wrapped } => Encode(wrapped, enums, $"{expression}.{TypeNames.Escape(value.WrappedMember!)}"),
        { Kind: "Boolean" } => $"(byte)({expression} ? 1 : 0)",
        { Kind: "Decimal" } when Physical(value) == Int128 => $"{Columnar}FromDecimal({expression}, {value.Precision}, {value.Scale})",
        { Kind: "Decimal" } => $"({Physical(value)}){Columnar}FromDecimal({expression}, {value.Precision}, {value.Scale})",
        { Kind: "Uuid" or "Date" or "Time" or "Timestamp" or "Instant" or "Interval" } => $"{Columnar}From{value.Kind}({expression})",
        { Enum: { } type } => $"{enums.ToText(type)}({expression})",
        { Kind: "Text" or "Bytes", IsNullable: false } => $"Required({expression})",
        _ => expression,
    };

    /// <summary>The value of what the batch holds.</summary>
    public static string Decode(ValueModel value, EnumFunctions enums, string held) => value switch
    {
        { Wrapped: { } wrapped } => $"new {value.Type}({Decode(wrapped, enums, held)})",
        { Kind: "Boolean" } => $"{held} != 0",
        { Kind: "Decimal" } => $"{Columnar}ToDecimal({held}, {value.Scale})",
        { Kind: "Uuid" or "Date" or "Time" or "Timestamp" or "Instant" or "Interval" } => $"{Columnar}To{value.Kind}({held})",
        { Enum: { } type } => $"{enums.FromText(type)}({held})",
        _ => held,
    };

    public static string Member(ColumnModel column) => TypeNames.Escape(column.Member);
}
