using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Values within columns that may not be missing, checked on a stage: DuckDB has NOT NULL for whole columns only.</summary>
internal static class RequiredValues
{
    /// <summary>Throws if a value is missing within a column, where the contract says that none is.</summary>
    /// <exception cref="DataplatformException">With asset and path.</exception>
    public static void Check(DuckDbConnection connection, AssetKey key, string relation, RowSchema schema)
    {
        var places = ValuePlace.Of(schema).Where(place => place is { Outer: not null, Schema.IsNullable: false }).ToArray();
        if (places.Length == 0)
        {
            return;
        }

        var flags = connection.Query($"select {string.Join(", ", places.Select(place => $"bool_or(len({place.Values}) > list_count({place.Values}))"))} from {relation}")[0];
        if (Array.IndexOf(flags, true) is var found and >= 0)
        {
            throw new DataplatformException(
                $"Column '{places[found].Path}' of '{key}' got a missing value, but it is not nullable in the contract's member '{places[found].Member}'. Make it nullable, or filter or replace the missing values.");
        }
    }
}
