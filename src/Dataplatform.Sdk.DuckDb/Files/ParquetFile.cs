using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A Parquet file, read by the contract's column names.</summary>
/// <remarks>Each file is a query of its own: read together, DuckDB would turn the values of the others into the types of the first.</remarks>
internal sealed class ParquetFile(SourceSession session, string path, RowSchema schema, ParquetReadOptions options) : QueriedFile(session, "Parquet", path, schema)
{
    // Said in full, because DuckDB would guess the types of folders.
    private string _source = $"read_parquet({TextColumn.Quote(SourcePath.Literally(path))}, hive_partitioning = false)";

    private ColumnMatch? _match;

    protected override string Query()
    {
        var folders = options.HivePartitioning ? HiveFolder.Above(Name, Path, Schema) : [];
        var inFile = new RowSchema(Schema.Name, [.. Schema.Columns.Except(folders.Select(folder => folder.Column))]);
        _source = Read(inFile);
        using (var all = Connection.Prepare($"from {_source}"))
        {
            _match = ColumnMatch.Of(inFile, all.Columns, $"The {Name}", allowExtra: true);
        }

        if (folders.Count == 0)
        {
            return $"select {_match.Projection()} from {_source}";
        }

        var values = folders.Select(folder => $"{Checked(folder).Value} as {ColumnMatch.Quote(folder.Column)}");
        var columns = inFile.Columns.Count == 0 ? values : values.Prepend(_match.Projection());
        return $"select {string.Join(", ", Schema.Columns.Select(ColumnMatch.Quote))} from (select {string.Join(", ", columns)} from {_source})";
    }

    protected override string? Diagnose(DuckDbException error)
    {
        if (error.Kind is not (DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange) || _match is not { Narrowed.Count: > 0 } match || Ask(match.Probe($"from {_source}")) is not { } flags)
        {
            return null;
        }

        var named = match.Narrowed.Where((_, i) => flags[i] is true)
            .Select(place => $"column '{place.Path}' holds a value that is no {place.TypeName} ('{place.Member}')");
        return string.Join("; ", named) is { Length: > 0 } what ? $"The {Name} does not fit: {what}. Give the member a wider type." : null;
    }

    // The file, with the lengths of time that the contract wants and an export has written in another form.
    private string Read(RowSchema inFile)
    {
        if (ValuePlace.Of(inFile).All(place => place.Schema.Type.Kind != ColumnKind.Interval))
        {
            return _source;
        }

        using var file = Connection.Prepare($"from {_source}");
        var changed = new List<string>();
        foreach (var found in file.Columns)
        {
            var name = StoreLayout.Quote(found.Name);
            var wanted = inFile.Columns.FirstOrDefault(column => column.Name.Equals(found.Name, StringComparison.OrdinalIgnoreCase));
            if (wanted is not null && ParquetForm.FromFile(ColumnTypes.ToDuckDb(wanted.Type), found.Type, name) is { } value && value != name)
            {
                changed.Add($"{value} as {name}");
            }
        }

        return changed.Count == 0 ? _source : $"(select * replace ({string.Join(", ", changed)}) from {_source})";
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
