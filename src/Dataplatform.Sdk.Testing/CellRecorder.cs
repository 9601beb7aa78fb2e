namespace Dataplatform.Sdk.Testing;

/// <summary>
/// Takes rows apart into cells as a store would keep them: byte strings by their bytes, times in microseconds, instants in
/// UTC, lists and dictionaries by what is in them. Two rows with equal cells are one row to every store.
/// </summary>
internal sealed class CellRecorder : BatchWriter
{
    private readonly IReadOnlyList<ColumnSchema> _columns;
    private readonly Array?[] _values;
    private readonly CellRecorder?[] _within;
    private readonly Dictionary<(int Column, int Row), string> _texts = [];
    private readonly HashSet<(int Column, int Row)> _missing = [];
    private int _count;

    private CellRecorder(IReadOnlyList<ColumnSchema> columns, int count)
    {
        _columns = columns;
        _count = count;
        _values = new Array?[columns.Count];
        _within = new CellRecorder?[columns.Count];
    }

    /// <summary>The cells of each row, in the order of the contract's columns.</summary>
    /// <exception cref="DataplatformException">A row cannot be written by its contract.</exception>
    public static List<object?[]> Record<T>(RowCodec<T> codec, IReadOnlyList<T> rows)
    {
        var cells = new List<object?[]>(rows.Count);
        foreach (var batch in rows.Chunk(RowCodec.BatchSize))
        {
            var recorder = new CellRecorder(codec.Schema.Columns, batch.Length);
            codec.Write(batch, recorder);
            cells.AddRange(Enumerable.Range(0, batch.Length).Select(recorder.Row));
        }

        return cells;
    }

    public override Span<TValue> Values<TValue>(int column)
    {
        var values = _values[column] as TValue[] ?? [];
        if (values.Length < _count)
        {
            Array.Resize(ref values, _count);
        }

        _values[column] = values;
        return values;
    }

    public override void SetNull(int column, int row) => _missing.Add((column, row));

    public override void SetText(int column, int row, ReadOnlySpan<char> value) => _texts[(column, row)] = value.ToString();

    public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => _texts[(column, row)] = "0x" + Convert.ToHexStringLower(value);

    public override BatchWriter Fields(int column)
    {
        var fields = Within(column);
        fields._count = _count;
        return fields;
    }

    public override BatchWriter Items(int column, int count, out int first)
    {
        var items = Within(column);
        first = items._count;
        items._count += count;
        return items;
    }

    private CellRecorder Within(int column) => _within[column] ??= new CellRecorder(_columns[column].Type.Fields, 0);

    private object?[] Row(int row) => [.. _columns.Select((_, column) => Cell(column, row))];

    private object? Cell(int column, int row) => _missing.Contains((column, row)) ? null : _columns[column].Type.Kind switch
    {
        ColumnKind.Text or ColumnKind.Bytes => _texts[(column, row)],
        ColumnKind.Struct => new NestedCell(Within(column).Row(row)),
        ColumnKind.List => new NestedCell([.. Items(column, row).Select(item => item[0])]),
        ColumnKind.Map => new NestedCell([.. Items(column, row).Select(item => new NestedCell(item))], isOrdered: false),
        _ => FixedCell.Of(_values[column]!, row, _columns[column].Type),
    };

    private IEnumerable<object?[]> Items(int column, int row)
    {
        var (offset, length) = ((ListEntry[])_values[column]!)[row];
        return Enumerable.Range((int)offset, (int)length).Select(Within(column).Row);
    }
}
