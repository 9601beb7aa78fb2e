using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>What a format of text can hold: one value for each column of a row.</summary>
internal static class SingleValues
{
    /// <summary>Throws if a column holds lists, records or dictionaries.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <exception cref="DataplatformException">With the column.</exception>
    public static void Require(RowSchema schema, string format)
    {
        if (schema.Columns.FirstOrDefault(column => column.Type.Fields.Count > 0) is { } nested)
        {
            throw new DataplatformException(
                $"Column '{nested.Name}' ('{schema.Name}.{nested.Member}') is {ColumnMatch.Name(nested)}, and a {format} file holds single values here. Use a contract without it, or a JSON or Parquet file.");
        }
    }
}
