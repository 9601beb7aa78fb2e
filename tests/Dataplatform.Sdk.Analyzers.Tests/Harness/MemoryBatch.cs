namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A batch in managed memory, strict about the types that a codec asks for.</summary>
internal sealed class MemoryBatch(int rows)
{
    private readonly Dictionary<int, Array> _values = [];
    private readonly HashSet<(int Column, int Row)> _missing = [];

    public BatchWriter Writer => new WriterView(this);

    public BatchReader Reader => new ReaderView(this, rows);

    public bool KnowsNulls { get; init; }

    public void Set<T>(int column, int row, T value) => Column<T>(column)[row] = value;

    public void SetMissing(int column, int row) => _missing.Add((column, row));

    public bool IsMissing(int column, int row) => _missing.Contains((column, row));

    public Type HeldType(int column) => _values[column].GetType().GetElementType()!;

    public T Get<T>(int column, int row) => Column<T>(column)[row];

    private T[] Column<T>(int column)
    {
        if (!_values.TryGetValue(column, out var values))
        {
            _values.Add(column, values = new T[rows]);
        }

        return values as T[] ?? throw new InvalidOperationException($"Column {column} holds {values.GetType()}, not {typeof(T)}.");
    }

    private sealed class WriterView(MemoryBatch batch) : BatchWriter
    {
        public override Span<TValue> Values<TValue>(int column) => batch.Column<TValue>(column);

        public override void SetNull(int column, int row) => batch._missing.Add((column, row));

        public override void SetText(int column, int row, ReadOnlySpan<char> value) =>
            batch.Set(column, row, value.IndexOf('\uD800') < 0 ? value.ToString() : throw new DataplatformException("The text is not valid Unicode."));

        public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => batch.Set(column, row, value.ToArray());
    }

    private sealed class ReaderView(MemoryBatch batch, int count) : BatchReader
    {
        public override int Count => count;

        public override ReadOnlySpan<TValue> Values<TValue>(int column) => batch.Column<TValue>(column);

        public override bool MayHaveNulls(int column) => !batch.KnowsNulls || batch._missing.Any(missing => missing.Column == column);

        public override bool IsNull(int column, int row) => batch._missing.Contains((column, row));

        public override string GetText(int column, int row) => batch.Column<string>(column)[row];

        public override byte[] GetBytes(int column, int row) => batch.Column<byte[]>(column)[row];
    }
}
