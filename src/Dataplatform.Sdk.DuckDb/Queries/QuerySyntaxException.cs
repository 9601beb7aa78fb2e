namespace Dataplatform.Sdk.DuckDb.Queries;

/// <summary>A text that is no query. The message is DuckDB's own.</summary>
internal sealed class QuerySyntaxException(string message, int? position) : DataplatformException(message)
{
    /// <summary>Where, in UTF-8 bytes from the text's beginning; null where DuckDB does not say.</summary>
    public int? Position => position;
}
