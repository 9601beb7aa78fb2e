using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>What is said of a value that does not fit its column; all formats say it alike.</summary>
internal static class ValueError
{
    /// <summary>A value is missing.</summary>
    /// <param name="file">The file: <c>CSV file '/data/orders.csv'</c>.</param>
    /// <param name="where">Where in it: <c>in line 3, column 'amount'</c>.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="column">The contract's column.</param>
    public static string Missing(string file, string where, RowSchema schema, ColumnSchema column) =>
        $"The {file} has no value {where}, but '{Member(schema, column)}' is not nullable. Fill it in, or make the member nullable.";

    /// <summary>A value is missing, in a column or within one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="where">Where in it: <c>in line 3, column 'lines[].amount'</c>.</param>
    /// <param name="place">The place in the contract.</param>
    public static string Missing(string file, string where, ValuePlace place) => place.Outer is null
        ? $"The {file} has no value {where}, but '{place.Member}' is not nullable. Fill it in, or make the member nullable."
        : $"The {file} has no value {where}, but '{place.Member}' has one that is not nullable there. Fill it in, or make it nullable.";

    /// <summary>A value is of another type, or would lose something.</summary>
    /// <param name="file">The file: <c>CSV file '/data/orders.csv'</c>.</param>
    /// <param name="where">Where in it: <c>in line 3, column 'amount'</c>.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="column">The contract's column.</param>
    /// <param name="value">The value as it is written.</param>
    public static string Wrong(string file, string where, RowSchema schema, ColumnSchema column, string value) =>
        Wrong(file, where, Member(schema, column), column, value);

    /// <summary>A value is of another type, or would lose something, in a column or within one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="where">Where in it: <c>in line 3, column 'lines[].amount'</c>.</param>
    /// <param name="place">The place in the contract.</param>
    /// <param name="value">The value as it is written.</param>
    public static string Wrong(string file, string where, ValuePlace place, string value) => Wrong(file, where, place.Member, place.Schema, value);

    private static string Wrong(string file, string where, string member, ColumnSchema column, string value) =>
        column is { AllowedValues: { } names, Type.Kind: ColumnKind.Text }
            ? $"The {file} has a wrong value {where}: '{Short(value)}' is none of {string.Join(", ", names)} ('{member}'). Correct the file, or add the name to the enum."
            : $"The {file} has a wrong value {where}: '{Short(value)}' is no {ColumnMatch.Name(column)} ('{member}'). {Remedy(column.Type.Kind)}";

    private static string Short(string value)
    {
        const int Limit = 200;
        return value.Length <= Limit ? value : $"{value[..Limit]}…";
    }

    private static string Member(RowSchema schema, ColumnSchema column) => $"{schema.Name}.{column.Member}";

    private static string Remedy(ColumnKind kind) => kind switch
    {
        ColumnKind.Date => "Write it as 2024-12-31, or make the member a string.",
        ColumnKind.Time => "Write it as 23:59:59, or make the member a string.",
        ColumnKind.Timestamp => "Write it as 2024-12-31 23:59:59 without a zone, or change the member's type.",
        ColumnKind.Instant => "Write it as 2024-12-31T23:59:59Z, or change the member's type.",
        ColumnKind.List => "Write it as an array, […], or change the member's type.",
        ColumnKind.Struct or ColumnKind.Map => "Write it as an object, {…}, or change the member's type.",
        _ => "Correct the file, or change the member's type.",
    };
}
