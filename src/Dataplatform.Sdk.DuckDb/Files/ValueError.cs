namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>What is said of a value that does not fit its column; all formats say it alike.</summary>
internal static class ValueError
{
    /// <summary>A value is missing.</summary>
    /// <param name="file">The file: <c>CSV file '/data/orders.csv'</c>.</param>
    /// <param name="place">Where in it: <c>in line 3, column 'amount'</c>.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="column">The contract's column.</param>
    public static string Missing(string file, string place, RowSchema schema, ColumnSchema column) =>
        $"The {file} has no value {place}, but {Member(schema, column)} is not nullable. Fill it in, or make the member nullable.";

    /// <summary>A value is of another type, or would lose something.</summary>
    /// <param name="file">The file: <c>CSV file '/data/orders.csv'</c>.</param>
    /// <param name="place">Where in it: <c>in line 3, column 'amount'</c>.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="column">The contract's column.</param>
    /// <param name="value">The value as it is written.</param>
    public static string Wrong(string file, string place, RowSchema schema, ColumnSchema column, string value) =>
        column is { AllowedValues: { } names, Type.Kind: ColumnKind.Text }
            ? $"The {file} has a wrong value {place}: '{Short(value)}' is none of {string.Join(", ", names)} ({Member(schema, column)}). Correct the file, or add the name to the enum."
            : $"The {file} has a wrong value {place}: '{Short(value)}' is no {Store.ColumnMatch.Name(column)} ({Member(schema, column)}). {Remedy(column.Type.Kind)}";

    private static string Short(string value)
    {
        const int Limit = 200;
        return value.Length <= Limit ? value : $"{value[..Limit]}…";
    }

    private static string Member(RowSchema schema, ColumnSchema column) => $"'{schema.Name}.{column.Member}'";

    private static string Remedy(ColumnKind kind) => kind switch
    {
        ColumnKind.Date => "Write it as 2024-12-31, or make the member a string.",
        ColumnKind.Time => "Write it as 23:59:59, or make the member a string.",
        ColumnKind.Timestamp => "Write it as 2024-12-31 23:59:59 without a zone, or change the member's type.",
        ColumnKind.Instant => "Write it as 2024-12-31T23:59:59Z, or change the member's type.",
        _ => "Correct the file, or change the member's type.",
    };
}
