using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// The text of a Zstandard file, which .NET cannot decompress: DuckDB reads it line by line. All line ends become LF.
/// </summary>
internal sealed class ZstandardLines : ReadOnlyStream
{
    private readonly SourceSession _session = new();
    private readonly IEnumerator<byte[]> _lines;
    private ReadOnlyMemory<byte> _rest;

    public ZstandardLines(string path) => _lines = Lines(path).GetEnumerator();

    public override int Read(Span<byte> buffer)
    {
        if (_rest.IsEmpty)
        {
            _rest = Next();
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines.Dispose();
            _session.Dispose();
        }

        base.Dispose(disposing);
    }

    private byte[] Next()
    {
        try
        {
            return _lines.MoveNext() ? _lines.Current : [];
        }
        catch (DuckDbException e)
        {
            throw new InvalidDataException(e.Message.Split('\n')[0], e);
        }
    }

    private IEnumerable<byte[]> Lines(string path)
    {
        using var statement = _session.Connection.Prepare(
            $"select line from read_csv({TextColumn.Quote(SourcePath.Literally(path))}, auto_detect = false, header = false, delim = '', quote = '', escape = '', strict_mode = false, {CsvFile.Room}, compression = 'zstd', columns = {{'line': 'VARCHAR'}})");
        using var stream = statement.Stream(CancellationToken.None);
        var rows = new List<object?[]>();
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                rows.Clear();
                CellReader.Read(chunk, stream.Columns, rows);
            }

            foreach (var row in rows)
            {
                yield return Encoding.UTF8.GetBytes($"{row[0]}\n");
            }
        }
    }
}
