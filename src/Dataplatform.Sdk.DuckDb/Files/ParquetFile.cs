using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A Parquet file, read by the contract's column names.</summary>
/// <remarks>Each file is a query of its own: read together, DuckDB would turn the values of the others into the types of the first.</remarks>
internal sealed class ParquetFile(SourceSession session, string path, RowSchema schema) : QueriedFile(session, "Parquet", path, schema)
{
    private ColumnMatch? _match;

    // Said in full, because DuckDB would take a folder named a=b for a column.
    private string Source => $"read_parquet({TextColumn.Quote(SourcePath.Literally(Path))}, hive_partitioning = false)";

    protected override string Query()
    {
        using var all = Connection.Prepare($"from {Source}");
        _match = ColumnMatch.Of(Schema, all.Columns, $"The {Name}", allowExtra: true);
        return $"select {_match.Projection()} from {Source}";
    }

    protected override string? Diagnose(DuckDbException error)
    {
        if (error.Kind is not (DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange) || _match is not { Narrowed.Count: > 0 } match || Ask(match.Probe($"from {Source}")) is not { } flags)
        {
            return null;
        }

        var named = match.Narrowed.Where((_, i) => flags[i] is true)
            .Select(column => $"column '{column.Name}' holds a value that is no {ColumnMatch.Name(column)} ('{Schema.Name}.{column.Member}')");
        return string.Join("; ", named) is { Length: > 0 } what ? $"The {Name} does not fit: {what}. Give the member a wider type." : null;
    }
}
