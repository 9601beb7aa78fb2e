using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// The names of an enum, checked on a stage. A constraint of the table would stop earlier, but its error names no value.
/// </summary>
internal static class AllowedValues
{
    /// <summary>Throws if a column with allowed values holds another one.</summary>
    /// <exception cref="DataplatformException">With asset, column, value and the names that are allowed.</exception>
    public static void Check(DuckDbConnection connection, AssetKey key, string relation, RowSchema schema)
    {
        var columns = schema.Columns.Where(column => column is { AllowedValues: not null, Type.Kind: ColumnKind.Text }).ToArray();
        if (columns.Length == 0)
        {
            return;
        }

        var strangers = connection.Query($"select {string.Join(", ", columns.Select(Stranger))} from {relation}")[0];
        if (Array.FindIndex(strangers, value => value is not null) is var found and >= 0)
        {
            var column = columns[found];
            throw new DataplatformException(
                $"Column '{column.Name}' of '{key}' got '{strangers[found]}', which is no name of '{schema.Name}.{column.Member}': {string.Join(", ", column.AllowedValues!)}. Add the name to the enum, or filter or replace such values.");
        }
    }

    private static string Stranger(ColumnSchema column)
    {
        var name = ColumnMatch.Quote(column);
        var names = string.Join(", ", column.AllowedValues!.Select(value => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"));
        return names.Length == 0 ? $"min({name})" : $"min({name}) filter (where {name} not in ({names}))";
    }
}
