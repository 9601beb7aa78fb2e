using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// The size of a table's values: those of fixed width by their width, texts and bytes by their length, lists and
/// dictionaries by their items. It is what the data weighs, not what DuckDB's compression leaves of it, and so the same
/// however the rows came.
/// </summary>
internal static class TableSize
{
    /// <summary>The size when the bytes of all texts and items are known.</summary>
    public static long Of(RowSchema schema, long rows, long variableBytes) => variableBytes + (rows * schema.Columns.Sum(column => FixedBytes(column.Type)));

    /// <summary>The size of a table; scans its texts and lists, if it has any.</summary>
    public static long Of(DuckDbConnection connection, string relation, RowSchema schema, long rows)
    {
        var lengths = ValuePlace.Of(schema).Select(Variable).OfType<string>().Select(length => $"coalesce(sum({length}), 0)").ToArray();
        var variable = lengths.Length == 0 || rows == 0
            ? 0L
            : (long)connection.Query($"select ({string.Join(" + ", lengths)})::bigint from {relation}")[0][0]!;
        return Of(schema, rows, variable);
    }

    /// <summary>The bytes of a value that its type tells.</summary>
    public static long FixedBytes(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text or ColumnKind.Bytes or ColumnKind.List or ColumnKind.Map => 0,
        ColumnKind.Struct => type.Fields.Sum(field => FixedBytes(field.Type)),
        _ => ColumnTypes.Width(type),
    };

    // The bytes of a row's values in a place that the type does not tell, as SQL: the length of each text, and what the type
    // tells of each item. Keys stand for the items of a map.
    private static string? Variable(ValuePlace place)
    {
        if (place.Schema.Type.Kind is ColumnKind.Text or ColumnKind.Bytes)
        {
            var length = place.Schema.Type.Kind == ColumnKind.Text ? "strlen" : "octet_length";
            var own = place.Outer is null ? $"{length}({ColumnMatch.Quote(place.Schema)})" : $"list_sum(list_transform({place.Values}, lambda _v: {length}(_v)))";
            return Items(place) is { } items ? $"coalesce({own}, 0) + {items}" : own;
        }

        return Items(place);
    }

    private static string? Items(ValuePlace place) =>
        place.Outer is { Schema.Type: { Kind: ColumnKind.List or ColumnKind.Map, Fields: var items } }
        && place.Schema.Name is NestedNames.Element or NestedNames.Key
        && items.Sum(item => FixedBytes(item.Type)) is var bytes and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"len({place.Values}) * {bytes}")
            : null;
}
