using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>The pieces of C# that convert one column.</summary>
internal static class ColumnCode
{
    private const string Columnar = Literals.SdkPrefix + "Columnar.";
    private const string Int128 = "global::System.Int128";

    /// <summary>The type of the column's memory; null if values are written one by one.</summary>
    public static string? Physical(ColumnModel column) => column.Kind switch
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
        "Single" => "float",
        "Double" => "double",
        "Decimal" => column.Precision switch { <= 4 => "short", <= 9 => "int", <= 18 => "long", _ => Int128 },
        "Uuid" => Int128,
        "Date" => "int",
        "Time" or "Timestamp" or "Instant" => "long",
        "Interval" => Literals.SdkPrefix + "IntervalValue",
        _ => null,
    };

    /// <summary>The member's type without its nullable form.</summary>
    public static string Clr(ColumnModel column) => column.Enum ?? column.Kind switch
    {
        "Boolean" => "bool",
        "Decimal" => "decimal",
        "Text" => "string",
        "Bytes" => "byte[]",
        "Uuid" => "global::System.Guid",
        "Date" => "global::System.DateOnly",
        "Time" => "global::System.TimeOnly",
        "Timestamp" => "global::System.DateTime",
        "Instant" => "global::System.DateTimeOffset",
        "Interval" => "global::System.TimeSpan",
        _ => Physical(column)!,
    };

    /// <summary>The form in which the batch holds a value.</summary>
    public static string Encode(ColumnModel column, int ordinal, string value) => column.Kind switch
    {
        "Boolean" => $"(byte)({value} ? 1 : 0)",
        "Decimal" when Physical(column) == Int128 => $"{Columnar}FromDecimal({value}, {column.Precision}, {column.Scale})",
        "Decimal" => $"({Physical(column)}){Columnar}FromDecimal({value}, {column.Precision}, {column.Scale})",
        "Uuid" or "Date" or "Time" or "Timestamp" or "Instant" or "Interval" => $"{Columnar}From{column.Kind}({value})",
        "Text" when column.Enum is not null => $"ToText{ordinal}({value})",
        _ => value,
    };

    /// <summary>The value of what the batch holds.</summary>
    public static string Decode(ColumnModel column, int ordinal, string held) => column.Kind switch
    {
        "Boolean" => $"{held} != 0",
        "Decimal" => $"{Columnar}ToDecimal({held}, {column.Scale})",
        "Uuid" or "Date" or "Time" or "Timestamp" or "Instant" or "Interval" => $"{Columnar}To{column.Kind}({held})",
        "Text" when column.Enum is not null => $"FromText{ordinal}({held})",
        _ => held,
    };

    public static string Member(ColumnModel column) => TypeNames.Escape(column.Member);
}
