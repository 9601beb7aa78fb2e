namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A folder named <c>day=2024-01-01</c>: a column's value in all files below.</summary>
/// <param name="Folder">The folder's own name.</param>
/// <param name="Column">The contract's column.</param>
/// <param name="Value">The value's text; null if it is missing.</param>
internal sealed record HiveFolder(string Folder, ColumnSchema Column, string? Value)
{
    /// <summary>The value that stands for a missing one; Hive's own word, which Spark and DuckDB use too.</summary>
    public const string Missing = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The value with its type.</summary>
    public TextColumn Text => new(Column, Value is null ? "cast(null as varchar)" : Literal(Value), Folder);

    /// <summary>The folders above a file that are columns of a contract.</summary>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="path">The full path.</param>
    /// <param name="schema">The contract.</param>
    /// <exception cref="DataplatformException">Two of them are the same column.</exception>
    public static IReadOnlyList<HiveFolder> Above(string file, string path, RowSchema schema)
    {
        var found = new List<HiveFolder>();
        foreach (var folder in Path.GetDirectoryName(path)!.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            if (folder.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                && schema.Columns.FirstOrDefault(column => IsNamed(column, Uri.UnescapeDataString(folder[..at]))) is { } column)
            {
                var value = Uri.UnescapeDataString(folder[(at + 1)..]);
                found.Add(new(folder, column, value == Missing ? null : value));
            }
        }

        return found.GroupBy(folder => folder.Column).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new DataplatformException($"The {file} has two values of column '{twice.Key.Name}' in its path: {string.Join(" and ", twice.Select(folder => $"'{folder.Folder}'"))}. Rename one of the folders.")
            : found;
    }

    private static bool IsNamed(ColumnSchema column, string name) =>
        column.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || KeyGrammar.SnakeCase(name) == column.Name;

    // The text of a query ends at its first NUL.
    private static string Literal(string text) => string.Join(" || chr(0) || ", text.Split('\0').Select(TextColumn.Quote));
}
