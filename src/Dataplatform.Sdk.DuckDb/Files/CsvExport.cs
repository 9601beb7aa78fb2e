using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes one CSV file.</summary>
/// <param name="path">The file.</param>
/// <param name="options">How its fields are written.</param>
internal sealed class CsvExport(string path, CsvOptions options) : DuckDbExport("CSV", path)
{
    protected override string Copy(RowSchema schema, string table, string target, long rowsAtOnce)
    {
        // Without a header a text may begin the file, and a byte order mark in it must not be taken for the file's. Where an
        // empty field is a text, one that is alone in its line must not be taken for no line.
        var texts = schema.Columns.Where(column => column.Type.Kind is ColumnKind.Text or ColumnKind.Bytes).Select(ColumnMatch.Quote).ToArray();
        var quoted = (options.HasHeader && options.NullText.Length == 0) || texts.Length == 0 ? "" : $", force_quote ({string.Join(", ", texts)})";
        return $"copy {table} to {target} (format csv, header {options.HasHeader}, delim {TextColumn.Quote($"{options.Delimiter}")}, quote '\"', escape '\"', nullstr {TextColumn.Quote(options.NullText)}{quoted}, compression '{Compression.Of(TargetPath).Name}')";
    }
}
