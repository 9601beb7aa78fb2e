using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Makes a statement fit between parentheses.</summary>
internal static class Subquery
{
    /// <summary>The text without the white space, semicolons and comments at its end.</summary>
    public static string Text(string sql)
    {
        var end = 0;
        for (var i = 0; i < sql.Length;)
        {
            var next = SqlTokens.Skip(sql, i, out var counts);
            end = counts ? next : end;
            i = next;
        }

        return sql[..end];
    }
}
