using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>How the values of a column are written to Parquet and read back, where Parquet would change them in silence.</summary>
internal static class ParquetColumn
{
    private const string BigInteger = "HUGEINT";
    private const string Interval = "INTERVAL";

    /// <summary>A contract's columns, as the head file has them.</summary>
    public static IReadOnlyList<LakeColumn> Of(RowSchema schema) => [.. schema.Columns.Select(column => new LakeColumn(column.Name, ColumnMatch.Name(column)))];

    /// <summary>A select list that writes columns.</summary>
    public static string ToFile(IEnumerable<LakeColumn> columns) => List(columns, static (type, name) => type switch
    {
        // Parquet has no integer of 128 bits, and DuckDB would write a double.
        BigInteger => $"cast({name} as decimal(38, 0))",

        // Parquet's interval ends at milliseconds.
        Interval => $"case when {name} is not null then {{'months': (12 * datepart('year', {name}) + datepart('month', {name}))::integer, 'days': datepart('day', {name})::integer, "
            + $"'micros': 3600000000 * datepart('hour', {name}) + 60000000 * datepart('minute', {name}) + datepart('microseconds', {name})}} end",
        _ => name,
    });

    /// <summary>The rows of Parquet files in the types that the contract promises, for behind <c>from</c>.</summary>
    public static string FromFiles(IEnumerable<LakeColumn> columns, IEnumerable<string> files)
    {
        var list = List(columns, static (type, name) => type switch
        {
            BigInteger => $"cast({name} as {BigInteger})",
            Interval => $"to_months({name}.months) + to_days({name}.days) + to_microseconds({name}.micros)",
            _ => name,
        });

        // Said in full, because DuckDB would take a folder named a=b for a column.
        return $"(select {list} from read_parquet([{string.Join(", ", files.Select(file => TextColumn.Quote(SourcePath.Literally(file))))}], hive_partitioning = false))";
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

    private static string List(IEnumerable<LakeColumn> columns, Func<string, string, string> value) => string.Join(", ", columns.Select(column =>
    {
        var name = StoreLayout.Quote(column.Name);
        var text = value(column.Type, name);
        return text == name ? name : $"{text} as {name}";
    }));
}
