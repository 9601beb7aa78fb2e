using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// The text of a JSON file, object by object: those of one array, or one after the other. No more of it is in memory than
/// a block, or the longest object.
/// </summary>
internal sealed class JsonSource : IDisposable
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 512 };

    private readonly Stream _stream;
    private readonly JsonObject _row;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _line = 1;
    private long _element;
    private bool _isFinal;
    private bool _hasBegun;
    private bool _isArray;
    private bool _hasEnded;

    /// <param name="name">What the file is called in messages.</param>
    /// <param name="path">The full path.</param>
    /// <param name="schema">The contract.</param>
    public JsonSource(string name, string path, RowSchema schema)
    {
        Name = name;
        _row = JsonValue.Of(schema);
        _stream = Compression.Of(path).OpenRead(path);
    }

    /// <summary>What the file is called in messages.</summary>
    public string Name { get; }

    /// <summary>Reads the next object into a row of a batch.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DataplatformException">It is no JSON, or does not fit the contract.</exception>
    public bool Next(BatchWriter batch, int row)
    {
        if (!Begin())
        {
            return false;
        }

        while (!TryRead(batch, row))
        {
            Fill();
        }

        return true;
    }

    /// <summary>Where an offset from the beginning of the object is: <c>in line 3</c>.</summary>
    public string Place(long offset)
    {
        var line = _line + Text(0, (int)offset).Count((byte)'\n');
        return _isArray
            ? string.Create(CultureInfo.InvariantCulture, $"in element {_element} (line {line})")
            : string.Create(CultureInfo.InvariantCulture, $"in line {line}");
    }

    /// <summary>A part of the text, from the beginning of the object.</summary>
    public ReadOnlySpan<byte> Text(long offset, int length) => _buffer.AsSpan(_start + (int)offset, length);

    public void Dispose() => _stream.Dispose();

    // Goes to the brace of the next object.
    private bool Begin()
    {
        var next = Peek();
        if (!_hasBegun)
        {
            _hasBegun = true;
            _isArray = next == '[';
            next = _isArray ? PeekBehind() : next;
            _hasEnded = _isArray ? next == ']' : next is null;
        }
        else if (_isArray && !_hasEnded)
        {
            _hasEnded = next == ']';
            next = _hasEnded ? next : next == ',' ? PeekBehind() : throw Invalid("the elements of the array must be separated by commas, and the array closed by ']'");
        }
        else
        {
            _hasEnded |= next is null;
        }

        if (_hasEnded)
        {
            return _isArray && next == ']' && PeekBehind() is not null ? throw Invalid("something follows the array") : false;
        }

        _element++;
        return next == '{' ? true : throw Invalid($"a row must be an object, {{…}}{(_element == 1 && !_isArray ? "; a CSV file is read with Csv.Read" : "")}");
    }

    private bool TryRead(BatchWriter batch, int row)
    {
        var json = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, new JsonReaderState(Strict));
        try
        {
            if (!json.Read() || !_row.TryRead(this, ref json, batch, row, isWhole: false))
            {
                return false;
            }
        }
        catch (JsonException e)
        {
            _line += e.LineNumber ?? 0;
            throw Invalid(e.Message.Split(" LineNumber:")[0].TrimEnd('.'), e);
        }
        catch (InvalidOperationException e)
        {
            _line += Text(0, (int)json.TokenStartIndex).Count((byte)'\n');
            throw Invalid("a text is not valid UTF-8, or holds half of a surrogate pair", e);
        }

        Skip((int)json.BytesConsumed);
        return true;
    }

    private byte? PeekBehind()
    {
        Skip(1);
        return Peek();
    }

    // What comes behind white space; null at the end.
    private byte? Peek()
    {
        while (true)
        {
            var space = Text(0, _end - _start).IndexOfAnyExcept(" \t\r\n"u8);
            if (space >= 0)
            {
                Skip(space);
                return _buffer[_start];
            }

            Skip(_end - _start);
            if (_isFinal)
            {
                return null;
            }

            Fill();
        }
    }

    private void Skip(int length)
    {
        _line += Text(0, length).Count((byte)'\n');
        _start += length;
    }

    private void Fill()
    {
        var isFirst = !_hasBegun && _end == 0;
        var rest = _end - _start;
        var target = rest > _buffer.Length / 2 ? new byte[checked(_buffer.Length * 2)] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, rest);
        (_buffer, _start) = (target, 0);
        var read = _stream.ReadAtLeast(_buffer.AsSpan(rest), _buffer.Length - rest, throwOnEndOfStream: false);
        _end = rest + read;
        _isFinal = _end < _buffer.Length;
        if (isFirst && Text(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    private DataplatformException Invalid(string problem, Exception? inner = null) =>
        new($"The {Name} is not valid JSON {Place(0)}: {problem}.", inner!);
}
