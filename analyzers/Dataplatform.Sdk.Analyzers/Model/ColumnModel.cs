namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A column of a contract.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Member">The member of the row type.</param>
/// <param name="Kind">The member of <c>ColumnKind</c>.</param>
/// <param name="IsNullableValue">Whether the member's type is <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="Enum">The enum's type with <c>global::</c>; null for other types.</param>
/// <param name="EnumNames">The names of the enum, one for each value: those that are written.</param>
/// <param name="EnumAliases">Further names of the same values, which are read too.</param>
internal sealed record ColumnModel(
    string Name,
    string Member,
    string Kind,
    int Precision,
    int Scale,
    bool IsNullable,
    bool IsNullableValue,
    string? Enum,
    EquatableArray<string> EnumNames,
    EquatableArray<string> EnumAliases);
