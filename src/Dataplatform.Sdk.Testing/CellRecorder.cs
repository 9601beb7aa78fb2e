namespace Dataplatform.Sdk.Testing;

/// <summary>
/// Takes rows apart into cells as a store would keep them: byte strings by their bytes, times in microseconds, instants in
/// UTC. Two rows with equal cells are one row to every store.
/// </summary>
internal sealed class CellRecorder : BatchWriter
{
    private readonly RowSchema _schema;
    private readonly int _count;
    private readonly Array?[] _values;
    private readonly object?[][] _rows;
    private readonly HashSet<(int Column, int Row)> _missing = [];

    private CellRecorder(RowSchema schema, int count)
    {
        _schema = schema;
        _count = count;
        _values = new Array?[schema.Columns.Count];
        _rows = [.. Enumerable.Range(0, count).Select(_ => new object?[schema.Columns.Count])];
    }

    /// <summary>The cells of each row, in the order of the contract's columns.</summary>
    /// <exception cref="DataplatformException">A row cannot be written by its contract.</exception>
    public static List<object?[]> Record<T>(RowCodec<T> codec, IReadOnlyList<T> rows)
    {
        var cells = new List<object?[]>(rows.Count);
        foreach (var batch in rows.Chunk(RowCodec.BatchSize))
        {
            var recorder = new CellRecorder(codec.Schema, batch.Length);
            codec.Write(batch, recorder);
            recorder.Fill();
            cells.AddRange(recorder._rows);
        }

        return cells;
    }

    public override Span<TValue> Values<TValue>(int column)
    {
        if (_values[column] is not TValue[] values)
        {
            _values[column] = values = new TValue[_count];
        }

        return values;
    }

    public override void SetNull(int column, int row) => _missing.Add((column, row));

    public override void SetText(int column, int row, ReadOnlySpan<char> value) => _rows[row][column] = value.ToString();

    public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => _rows[row][column] = "0x" + Convert.ToHexStringLower(value);

    private void Fill()
    {
        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] is not { } values)
            {
                continue;
            }

            for (var row = 0; row < _count; row++)
            {
                _rows[row][column] = _missing.Contains((column, row)) ? null : Cell(values, row, _schema.Columns[column].Type);
            }
        }
    }

    private static object Cell(Array values, int row, ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => ((byte[])values)[row] != 0,
        ColumnKind.Int8 => ((sbyte[])values)[row],
        ColumnKind.Int16 => ((short[])values)[row],
        ColumnKind.Int32 => ((int[])values)[row],
        ColumnKind.Int64 => ((long[])values)[row],
        ColumnKind.Int128 => ((Int128[])values)[row],
        ColumnKind.UInt8 => ((byte[])values)[row],
        ColumnKind.UInt16 => ((ushort[])values)[row],
        ColumnKind.UInt32 => ((uint[])values)[row],
        ColumnKind.UInt64 => ((ulong[])values)[row],
        ColumnKind.Single => ((float[])values)[row],
        ColumnKind.Double => ((double[])values)[row],
        ColumnKind.Uuid => Columnar.ToUuid(((Int128[])values)[row]),
        ColumnKind.Date => Columnar.ToDate(((int[])values)[row]),
        ColumnKind.Time => Columnar.ToTime(((long[])values)[row]),
        ColumnKind.Timestamp => Columnar.ToTimestamp(((long[])values)[row]),
        ColumnKind.Instant => Columnar.ToInstant(((long[])values)[row]),
        ColumnKind.Interval => Columnar.ToInterval(((IntervalValue[])values)[row]),
        ColumnKind.Decimal => Columnar.ToDecimal(Unscaled(values, row), type.Scale),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Values of this kind are set one by one."),
    };

    private static Int128 Unscaled(Array values, int row) => values switch
    {
        short[] narrow => narrow[row],
        int[] middle => middle[row],
        long[] wide => wide[row],
        _ => ((Int128[])values)[row],
    };
}
