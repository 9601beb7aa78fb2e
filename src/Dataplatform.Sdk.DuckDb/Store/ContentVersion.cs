using System.Globalization;
using System.Numerics;
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
        var row = connection.Query($"select count(*), {Sum(schema)} from {relation}")[0];
        return Of(schema, (long)row[0]!, BigInteger.Parse((string)row[1]!, CultureInfo.InvariantCulture));
    }

    /// <summary>Of a value's bytes.</summary>
    public static string Of(byte[] content) => Hash(content);

    /// <summary>The hashes of rows, added up, as text: for a query that reads more than this.</summary>
    public static string Sum(RowSchema schema) => $"coalesce(sum(hash({string.Join(", ", schema.Columns.Select(ColumnMatch.Quote))})::hugeint), 0)::varchar";

    /// <summary>Of rows that were counted and hashed before.</summary>
    /// <param name="schema">Their contract.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="sum">See <see cref="Sum"/>.</param>
    public static string Of(RowSchema schema, long rows, BigInteger sum)
    {
        var names = string.Join('\n', schema.Columns.Select(column => $"{column.Name} {ColumnMatch.Name(column)}"));
        return Hash(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{DuckDbDatabase.LibraryVersion}\n{names}\n{rows}\n{sum}")));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..Digits];
}
