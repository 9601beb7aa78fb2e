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
        var places = ValuePlace.Of(schema).Where(place => place.Schema is { AllowedValues: not null, Type.Kind: ColumnKind.Text }).ToArray();
        if (places.Length == 0)
        {
            return;
        }

        var strangers = connection.Query($"select {string.Join(", ", places.Select(Stranger))} from {relation}")[0];
        if (Array.FindIndex(strangers, value => value is not null) is var found and >= 0)
        {
            var place = places[found];
            throw new DataplatformException(
                $"Column '{place.Path}' of '{key}' got '{strangers[found]}', which is no name of '{place.Member}': {string.Join(", ", place.Schema.AllowedValues!)}. Add the name to the enum, or filter or replace such values.");
        }
    }

    private static string Stranger(ValuePlace place)
    {
        var names = string.Join(", ", place.Schema.AllowedValues!.Select(value => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"));
        if (place.Outer is not null)
        {
            return names.Length == 0 ? $"min(list_min({place.Values}))" : $"min(list_min(list_filter({place.Values}, lambda _v: _v not in ({names}))))";
        }

        var column = ColumnMatch.Quote(place.Schema);
        return names.Length == 0 ? $"min({column})" : $"min({column}) filter (where {column} not in ({names}))";
    }
}
