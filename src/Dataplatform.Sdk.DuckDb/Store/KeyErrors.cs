using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What is wrong with the keys of rows that are merged.</summary>
internal static class KeyErrors
{
    /// <summary>A key that comes more than once, in words; null if none does.</summary>
    public static string? Repeated(DuckDbConnection connection, string relation, IReadOnlyList<string> keys)
    {
        var twice = connection.Query(
            $"select {string.Join(", ", keys.Select(key => $"{key}::varchar"))}, count(*) from {relation} group by {string.Join(", ", keys)} having count(*) > 1 order by all limit 1");
        return twice.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(", ", keys.Select((key, i) => $"{key.Trim('"')} = {twice[0][i]}"))} ({twice[0][keys.Count]} rows)");
    }

    public static DataplatformException Missing(AssetKey key, string column, long rows) => new(string.Create(
        CultureInfo.InvariantCulture, $"The key '{column}' of '{key}' is missing in {rows} of the new rows. Filter them, or give them a key."));

    public static DataplatformException RepeatedInNewRows(AssetKey key, string twice) =>
        new($"'{key}' got several rows with the same key: {twice}. A key may come once in a run; keep the row that counts, or take more members into the key.");

    public static DataplatformException RepeatedInKeptRows(AssetKey key, string twice) =>
        new($"'{key}' has several rows with the same key from earlier runs, which wrote by another key or mode: {twice}. --full-refresh makes the asset from nothing.");
}
