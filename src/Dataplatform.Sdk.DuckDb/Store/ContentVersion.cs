using System.Globalization;
using System.Security.Cryptography;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// What the content of a version is known by: equal rows, in whatever order, have an equal one. The hashes of rows are added up, so that
/// two equal rows do not cancel each other.
/// </summary>
internal static class ContentVersion
{
    private const int Digits = 32;

    /// <summary>Of rows. The columns and DuckDB's version are part of it: another version may hash otherwise.</summary>
    /// <param name="connection">Reads the rows.</param>
    /// <param name="relation">The rows, for behind <c>from</c>.</param>
    /// <param name="schema">Their contract.</param>
    public static string Of(DuckDbConnection connection, string relation, RowSchema schema)
    {
        var columns = string.Join(", ", schema.Columns.Select(ColumnMatch.Quote));
        var row = connection.Query($"select count(*), coalesce(sum(hash({columns})::hugeint), 0)::varchar from {relation}")[0];
        var names = string.Join('\n', schema.Columns.Select(column => $"{column.Name} {ColumnMatch.Name(column)}"));
        return Hash(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{DuckDbDatabase.LibraryVersion}\n{names}\n{row[0]}\n{row[1]}")));
    }

    /// <summary>Of a value's bytes.</summary>
    public static string Of(byte[] content) => Hash(content);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..Digits];
}
