using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A Parquet file, read by the contract's column names.</summary>
/// <remarks>Each file is a query of its own: read together, DuckDB would turn the values of the others into the types of the first.</remarks>
internal sealed class ParquetFile(SourceSession session, string path, RowSchema schema, ParquetReadOptions options) : QueriedFile(session, "Parquet", path, schema)
{
    private ColumnMatch? _match;

    // Said in full, because DuckDB would guess the types of folders.
    private string Source => $"read_parquet({TextColumn.Quote(SourcePath.Literally(Path))}, hive_partitioning = false)";

    protected override string Query()
    {
        var folders = options.HivePartitioning ? HiveFolder.Above(Name, Path, Schema) : [];
        var inFile = new RowSchema(Schema.Name, [.. Schema.Columns.Except(folders.Select(folder => folder.Column))]);
        using (var all = Connection.Prepare($"from {Source}"))
        {
            _match = ColumnMatch.Of(inFile, all.Columns, $"The {Name}", allowExtra: true);
        }

        if (folders.Count == 0)
        {
            return $"select {_match.Projection()} from {Source}";
        }

        var values = folders.Select(folder => $"{Checked(folder).Value} as {ColumnMatch.Quote(folder.Column)}");
        var columns = inFile.Columns.Count == 0 ? values : values.Prepend(_match.Projection());
        return $"select {string.Join(", ", Schema.Columns.Select(ColumnMatch.Quote))} from (select {string.Join(", ", columns)} from {Source})";
    }

    protected override string? Diagnose(DuckDbException error)
    {
        if (error.Kind is not (DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange) || _match is not { Narrowed.Count: > 0 } match || Ask(match.Probe($"from {Source}")) is not { } flags)
        {
            return null;
        }

        var named = match.Narrowed.Where((_, i) => flags[i] is true)
            .Select(place => $"column '{place.Path}' holds a value that is no {place.TypeName} ('{place.Member}')");
        return string.Join("; ", named) is { Length: > 0 } what ? $"The {Name} does not fit: {what}. Give the member a wider type." : null;
    }

    private TextColumn Checked(HiveFolder folder)
    {
        var text = folder.Text;
        if (Connection.Query($"select {text.IsWrong}")[0][0] is not true)
        {
            return text;
        }

        var place = $"in its folder '{folder.Folder}'";
        throw new DataplatformException(folder.Value is null
            ? ValueError.Missing(Name, place, Schema, folder.Column)
            : ValueError.Wrong(Name, place, Schema, folder.Column, folder.Value));
    }
}
