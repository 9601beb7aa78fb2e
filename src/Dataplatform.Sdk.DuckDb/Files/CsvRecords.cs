using System.Text;
using System.Text.Unicode;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// The records of a CSV file by the letter of RFC 4180. DuckDB reads the rows; this reads the header, and finds the line
/// of what DuckDB refused.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    private const int End = -1;

    private readonly Stream _stream;
    private readonly char _delimiter;
    private readonly List<byte> _record = [];
    private readonly List<int> _ends = [];
    private int _next;
    private int _line = 1;
    private bool _returned;

    public CsvRecords(string path, char delimiter)
    {
        _stream = new BufferedStream(Compression.Of(path).OpenRead(path), 1 << 16);
        _delimiter = delimiter;
        _next = _stream.ReadByte();
        SkipByteOrderMark();
    }

    /// <summary>The line in which the record begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the record.</summary>
    public int Count => _ends.Count;

    /// <summary>Whether the record is a line without any character.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>How the record ends: in <c>CRLF</c>, <c>LF</c> or <c>CR</c>; null for the last one.</summary>
    public string? LineEnd { get; private set; }

    /// <summary>What is wrong with the record, behind "line N "; null if it is well formed.</summary>
    public string? Problem { get; private set; }

    /// <summary>A field of the record.</summary>
    public string this[int field]
    {
        get
        {
            var start = field == 0 ? 0 : _ends[field - 1];
            return Encoding.UTF8.GetString([.. _record.Skip(start).Take(_ends[field] - start)]);
        }
    }

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    public bool Next()
    {
        _record.Clear();
        _ends.Clear();
        Problem = null;
        Line = _line;
        if (_next == End)
        {
            return false;
        }

        _returned = false;
        IsBlank = _next is '\r' or '\n';
        do
        {
            Field();
            _ends.Add(_record.Count);
        }
        while (Take(_delimiter));

        LineEnd = _returned || Take('\r') ? "CR" : null;
        if (Take('\n'))
        {
            LineEnd += "LF";
            _line++;
        }

        if (Problem is null && !Utf8.IsValid(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_record)))
        {
            Problem = "is not UTF-8; convert the file";
        }

        return true;
    }

    public void Dispose() => _stream.Dispose();

    private void Field()
    {
        if (Take('"'))
        {
            Quoted();
            if (_next is not ('\r' or '\n' or End) && _next != _delimiter)
            {
                Problem ??= $"has text behind the closing quote of field {Count + 1}; write a quote within a quoted field twice, \"\"";
            }
        }

        while (_next is not ('\n' or End) && _next != _delimiter)
        {
            var current = Read();
            if (current == '\r' && _next is '\n' or End)
            {
                _returned = true;
                return;
            }

            _record.Add((byte)current);
        }
    }

    private void Quoted()
    {
        while (_next != End)
        {
            var current = Read();
            if (current == '"' && !Take('"'))
            {
                return;
            }

            if (current == '\n')
            {
                _line++;
            }

            _record.Add((byte)current);
        }

        Problem ??= $"has a quote in field {Count + 1} that is never closed; close it, or write it twice within a quoted field";
    }

    private bool Take(char expected)
    {
        if (_next != expected)
        {
            return false;
        }

        _next = _stream.ReadByte();
        return true;
    }

    private int Read()
    {
        var current = _next;
        _next = _stream.ReadByte();
        return current;
    }

    private void SkipByteOrderMark()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        foreach (var part in mark)
        {
            if (_next != part)
            {
                return;
            }

            _next = _stream.ReadByte();
        }
    }
}
