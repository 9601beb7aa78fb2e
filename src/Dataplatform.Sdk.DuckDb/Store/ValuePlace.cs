namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A place in a row where values are: a column, or one within a column.</summary>
/// <param name="Path">The column's name, and the way within it: <c>lines[].amount</c>.</param>
/// <param name="Member">The member of the contract that is the column: <c>Order.Lines</c>.</param>
/// <param name="Schema">What the values are.</param>
/// <param name="Values">The values of a row as SQL: a list of all of them.</param>
/// <param name="Outer">The place around this one; null for a column.</param>
internal sealed record ValuePlace(string Path, string Member, ColumnSchema Schema, string Values, ValuePlace? Outer)
{
    /// <summary>The type's name in DuckDB.</summary>
    public string TypeName => ColumnMatch.Name(Schema);

    /// <summary>The column in which this place is; itself for a column.</summary>
    public ValuePlace Column => Outer?.Column ?? this;

    /// <summary>All places of a contract, the outer ones first.</summary>
    public static IEnumerable<ValuePlace> Of(RowSchema schema) => schema.Columns.SelectMany(column => Of(schema, column).WithInner());

    /// <summary>A column.</summary>
    public static ValuePlace Of(RowSchema schema, ColumnSchema column) =>
        new(column.Name, $"{schema.Name}.{column.Member}", column, $"[{ColumnMatch.Quote(column)}]", null);

    /// <summary>Whether one of the values of all rows is as a condition says, as SQL.</summary>
    /// <param name="test">A condition on <c>@x</c>, which is never missing.</param>
    public string Any(string test) => Outer is null
        ? $"bool_or({ColumnMatch.Quote(Schema)} is not null and {test.Replace("@x", ColumnMatch.Quote(Schema), StringComparison.Ordinal)})"
        : $"bool_or(len({Filter(Values, $"_v is not null and {test.Replace("@x", "_v", StringComparison.Ordinal)}")}) > 0)";

    private static string Filter(string values, string condition) => $"list_filter({values}, lambda _v: {condition})";

    /// <summary>The places right within this one.</summary>
    public IEnumerable<ValuePlace> Inner() => Schema.Type.Fields.Select(At);

    private IEnumerable<ValuePlace> WithInner() => Inner().SelectMany(inner => inner.WithInner()).Prepend(this);

    private ValuePlace At(ColumnSchema field)
    {
        var present = Filter(Values, "_v is not null");
        return new(Schema.Type.PathOf(Path, field), Member, field, (Schema.Type.Kind, field.Name) switch
        {
            (ColumnKind.Struct, _) => $"list_transform({present}, lambda _v: _v.{ColumnMatch.Quote(field)})",
            (ColumnKind.List, _) => $"flatten({present})",
            (_, NestedNames.Key) => $"flatten(list_transform({present}, lambda _v: map_keys(_v)))",
            _ => $"flatten(list_transform({present}, lambda _v: map_values(_v)))",
        }, this);
    }
}
