using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The columns of the store's files.</summary>
internal static class ParquetColumn
{
    /// <summary>A contract's columns, as the head file has them.</summary>
    public static IReadOnlyList<LakeColumn> Of(RowSchema schema) => [.. schema.Columns.Select(column => new LakeColumn(column.Name, ColumnMatch.Name(column)))];

    /// <summary>A select list that writes columns.</summary>
    public static string ToFile(DuckDbConnection connection, IEnumerable<LakeColumn> columns) => string.Join(", ", columns.Select(column =>
        Named(column.Name, HeldOtherwise(connection, column) is { } type ? ParquetForm.ToFile(type, StoreLayout.Quote(column.Name)) : StoreLayout.Quote(column.Name))));

    /// <summary>The rows of Parquet files in the types that the contract promises, for behind <c>from</c>.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="columns">The columns as promised.</param>
    /// <param name="files">The full paths; none for no rows.</param>
    /// <param name="there">Which of the columns the files have; null for all. The others have no values.</param>
    /// <param name="path">A column with the path of each row's file besides; null for none.</param>
    public static string FromFiles(DuckDbConnection connection, IEnumerable<LakeColumn> columns, IEnumerable<string> files, IReadOnlyCollection<string>? there = null, string? path = null)
    {
        var paths = files.Select(file => TextColumn.Quote(SourcePath.Literally(file))).ToList();
        if (paths.Count == 0)
        {
            return NoRows.Of([.. columns.Select(column => (column.Name, column.Type)), .. path is null ? Array.Empty<(string, string)>() : [(path, "VARCHAR")]]);
        }

        var list = string.Join(", ", columns.Select(column => Named(column.Name, there?.Contains(column.Name) == false ? $"cast(null as {column.Type})" : FromFile(connection, column))));

        // Said in full, because DuckDB would take a folder named a=b for a column.
        var (alsoPath, option) = path is null ? (string.Empty, string.Empty) : ($", {StoreLayout.Quote(path)}", $", filename = {TextColumn.Quote(path)}");
        return $"(select {list}{alsoPath} from read_parquet([{string.Join(", ", paths)}], hive_partitioning = false{option}))";
    }

    /// <summary>The first column whose type did not survive; null if all did.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="relation">The files, as read back.</param>
    /// <param name="schema">The contract.</param>
    public static (ColumnSchema Column, DuckDbType Type)? Changed(DuckDbConnection connection, string relation, RowSchema schema)
    {
        using var statement = connection.Prepare($"from {relation}");
        foreach (var (column, found) in schema.Columns.Zip(statement.Columns))
        {
            if (found.Type.ToString() != ColumnTypes.ToDuckDb(column.Type).ToString())
            {
                return (column, found.Type);
            }
        }

        return null;
    }

    private static string FromFile(DuckDbConnection connection, LakeColumn column) =>
        HeldOtherwise(connection, column) is { } type ? ParquetForm.FromFile(type, StoreLayout.Quote(column.Name)) : StoreLayout.Quote(column.Name);

    // The column's type if it is written in another form: only then it is worth asking DuckDB what the type is made of.
    private static DuckDbType? HeldOtherwise(DuckDbConnection connection, LakeColumn column)
    {
        if (!column.Type.Contains("HUGEINT", StringComparison.Ordinal) && !column.Type.Contains("INTERVAL", StringComparison.Ordinal))
        {
            return null;
        }

        using var type = connection.Prepare($"select cast(null as {column.Type})");
        return type.Columns[0].Type;
    }

    private static string Named(string column, string value) => value == StoreLayout.Quote(column) ? value : $"{value} as {StoreLayout.Quote(column)}";
}
