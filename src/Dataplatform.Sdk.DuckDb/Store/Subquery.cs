namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Makes a statement fit between parentheses.</summary>
internal static class Subquery
{
    /// <summary>The text without the semicolon at its end.</summary>
    public static string Text(string sql) => sql.TrimEnd().TrimEnd(';');
}
