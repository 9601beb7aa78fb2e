namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Domains that cannot be schemas of a database, because DuckDB or the platform has them already.</summary>
internal static class ReservedDomains
{
    /// <summary>Why the database cannot keep an asset of this key; null if it can.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="path">The database file; null if it is in memory.</param>
    public static string? Refusal(AssetKey key, string? path)
    {
        if (path is not null && Same(key.Domain, Catalog(path)))
        {
            return $"The domain '{key.Domain}' has the name of the database file {Path.GetFileName(path)}, and DuckDB cannot tell the two apart. Rename the file, for example to {Catalog(path)}_data{Path.GetFileName(path)[Catalog(path).Length..]}.";
        }

        var owner = key.Domain.ToLowerInvariant() switch
        {
            "memory" when path is null => "DuckDB's database in memory",
            "temp" or "system" => "a database of DuckDB's own",
            "information_schema" or "pg_catalog" => "a schema of DuckDB's own",
            StoreLayout.Schema => "the schema in which the platform keeps its books",
            _ => null,
        };
        return owner is null ? null : $"The domain '{key.Domain}' has the name of {owner}. Give the domain another name.";
    }

    // The name that DuckDB gives an open file: what stands before the first point.
    private static string Catalog(string path) => Path.GetFileName(path).Split('.')[0];

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
