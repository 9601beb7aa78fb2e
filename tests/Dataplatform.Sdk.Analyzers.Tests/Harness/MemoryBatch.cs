namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A batch in managed memory, strict about the types that a codec asks for.</summary>
internal sealed class MemoryBatch(int rows)
{
    private readonly Dictionary<int, Array> _values = [];
    private readonly Dictionary<int, MemoryBatch> _within = [];
    private readonly HashSet<(int Column, int Row)> _missing = [];
    private int _rows = rows;

    public BatchWriter Writer => new WriterView(this);

    public BatchReader Reader => new ReaderView(this);

    public bool KnowsNulls { get; init; }

    public void Set<T>(int column, int row, T value) => Column<T>(column)[row] = value;

    public void SetMissing(int column, int row) => _missing.Add((column, row));

    public bool IsMissing(int column, int row) => _missing.Contains((column, row));

    public Type HeldType(int column) => _values[column].GetType().GetElementType()!;

    public T Get<T>(int column, int row) => Column<T>(column)[row];

    /// <summary>The fields or items of a column.</summary>
    public MemoryBatch Within(int column) => _within[column];

    private MemoryBatch Within(int column, int count)
    {
        if (!_within.TryGetValue(column, out var within))
        {
            _within.Add(column, within = new MemoryBatch(0) { KnowsNulls = KnowsNulls });
        }

        within._rows = Math.Max(within._rows, count);
        return within;
    }

    // Grows as an engine's memory does: what was asked for before is another array then.
    private T[] Column<T>(int column)
    {
        var values = _values.TryGetValue(column, out var known) ? known : new T[_rows];
        if (values is not T[] typed)
        {
            throw new InvalidOperationException($"Column {column} holds {values.GetType()}, not {typeof(T)}.");
        }

        if (typed.Length < _rows)
        {
            Array.Resize(ref typed, _rows);
        }

        _values[column] = typed;
        return typed;
    }

    private sealed class WriterView(MemoryBatch batch) : BatchWriter
    {
        public override Span<TValue> Values<TValue>(int column) => batch.Column<TValue>(column);

        public override void SetNull(int column, int row) => batch._missing.Add((column, row));

        public override void SetText(int column, int row, ReadOnlySpan<char> value) =>
            batch.Set(column, row, value.IndexOf('\uD800') < 0 ? value.ToString() : throw new DataplatformException("The text is not valid Unicode."));

        public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => batch.Set(column, row, value.ToArray());

        public override BatchWriter Fields(int column) => batch.Within(column, batch._rows).Writer;

        public override BatchWriter Items(int column, int count, out int first)
        {
            first = batch.Within(column, 0)._rows;
            return batch.Within(column, first + count).Writer;
        }
    }

    private sealed class ReaderView(MemoryBatch batch) : BatchReader
    {
        public override int Count => batch._rows;

        public override ReadOnlySpan<TValue> Values<TValue>(int column) => batch.Column<TValue>(column);

        public override bool MayHaveNulls(int column) => !batch.KnowsNulls || batch._missing.Any(missing => missing.Column == column);

        public override bool IsNull(int column, int row) => batch._missing.Contains((column, row));

        public override string GetText(int column, int row) => batch.Column<string>(column)[row];

        public override byte[] GetBytes(int column, int row) => batch.Column<byte[]>(column)[row];

        public override BatchReader Fields(int column) => batch.Within(column, batch._rows).Reader;

        public override BatchReader Items(int column) => batch.Within(column, 0).Reader;
    }
}
