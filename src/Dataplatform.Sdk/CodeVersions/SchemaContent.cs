namespace Dataplatform.Sdk.CodeVersions;

/// <summary>The columns of a contract. The names of its members do not matter, only those of the columns.</summary>
internal static class SchemaContent
{
    public static void Write(CodeContent content, RowSchema schema) => Write(content, schema.Columns);

    private static void Write(CodeContent content, IReadOnlyList<ColumnSchema> columns)
    {
        content.Write(columns.Count);
        foreach (var column in columns)
        {
            content.Write(column.Name);
            content.Write(column.Type.ShortName);
            content.Write(column.IsNullable ? 1 : 0);
            content.Write(column.AllowedValues?.Count ?? -1);
            foreach (var value in column.AllowedValues ?? [])
            {
                content.Write(value);
            }

            Write(content, column.Type.Fields);
        }
    }
}
