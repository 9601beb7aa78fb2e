namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

/// <summary>A codec for tests: slow, and right for every kind of column.</summary>
internal sealed class BoxedCodec<T>(RowSchema schema, Func<T, object?[]> split, Func<object?[], T> join) : RowCodec<T>(schema)
{
    public override void Write(ReadOnlySpan<T> rows, BatchWriter batch)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var values = split(rows[row]);
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] is { } value)
                {
                    Write(batch, column, row, value, Schema.Columns[column].Type);
                }
                else
                {
                    batch.SetNull(column, row);
                }
            }
        }
    }

    public override void Read(BatchReader batch, Span<T> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var values = new object?[Schema.Columns.Count];
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = batch.IsNull(column, row) ? null : Read(batch, column, row, Schema.Columns[column].Type);
            }

            rows[row] = join(values);
        }
    }

    private static void Write(BatchWriter batch, int column, int row, object value, ColumnType type)
    {
        switch (value)
        {
            case bool v: batch.Values<byte>(column)[row] = v ? (byte)1 : (byte)0; break;
            case sbyte v: batch.Values<sbyte>(column)[row] = v; break;
            case short v: batch.Values<short>(column)[row] = v; break;
            case int v: batch.Values<int>(column)[row] = v; break;
            case long v: batch.Values<long>(column)[row] = v; break;
            case Int128 v: batch.Values<Int128>(column)[row] = v; break;
            case byte v: batch.Values<byte>(column)[row] = v; break;
            case ushort v: batch.Values<ushort>(column)[row] = v; break;
            case uint v: batch.Values<uint>(column)[row] = v; break;
            case ulong v: batch.Values<ulong>(column)[row] = v; break;
            case UInt128 v: batch.Values<UInt128>(column)[row] = v; break;
            case float v: batch.Values<float>(column)[row] = v; break;
            case double v: batch.Values<double>(column)[row] = v; break;
            case decimal v: WriteDecimal(batch, column, row, Columnar.FromDecimal(v, type.Precision, type.Scale), type); break;
            case string v: batch.SetText(column, row, v); break;
            case byte[] v: batch.SetBytes(column, row, v); break;
            case Guid v: batch.Values<Int128>(column)[row] = Columnar.FromUuid(v); break;
            case DateOnly v: batch.Values<int>(column)[row] = Columnar.FromDate(v); break;
            case TimeOnly v: batch.Values<long>(column)[row] = Columnar.FromTime(v); break;
            case DateTime v: batch.Values<long>(column)[row] = Columnar.FromTimestamp(v); break;
            case DateTimeOffset v: batch.Values<long>(column)[row] = Columnar.FromInstant(v); break;
            case TimeSpan v: batch.Values<IntervalValue>(column)[row] = Columnar.FromInterval(v); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static object Read(BatchReader batch, int column, int row, ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => batch.Values<byte>(column)[row] != 0,
        ColumnKind.Int8 => batch.Values<sbyte>(column)[row],
        ColumnKind.Int16 => batch.Values<short>(column)[row],
        ColumnKind.Int32 => batch.Values<int>(column)[row],
        ColumnKind.Int64 => batch.Values<long>(column)[row],
        ColumnKind.Int128 => batch.Values<Int128>(column)[row],
        ColumnKind.UInt8 => batch.Values<byte>(column)[row],
        ColumnKind.UInt16 => batch.Values<ushort>(column)[row],
        ColumnKind.UInt32 => batch.Values<uint>(column)[row],
        ColumnKind.UInt64 => batch.Values<ulong>(column)[row],
        ColumnKind.UInt128 => batch.Values<UInt128>(column)[row],
        ColumnKind.Single => batch.Values<float>(column)[row],
        ColumnKind.Double => batch.Values<double>(column)[row],
        ColumnKind.Decimal => Columnar.ToDecimal(ReadDecimal(batch, column, row, type), type.Scale),
        ColumnKind.Text => batch.GetText(column, row),
        ColumnKind.Bytes => batch.GetBytes(column, row),
        ColumnKind.Uuid => Columnar.ToUuid(batch.Values<Int128>(column)[row]),
        ColumnKind.Date => Columnar.ToDate(batch.Values<int>(column)[row]),
        ColumnKind.Time => Columnar.ToTime(batch.Values<long>(column)[row]),
        ColumnKind.Timestamp => Columnar.ToTimestamp(batch.Values<long>(column)[row]),
        ColumnKind.Instant => Columnar.ToInstant(batch.Values<long>(column)[row]),
        _ => Columnar.ToInterval(batch.Values<IntervalValue>(column)[row]),
    };

    private static void WriteDecimal(BatchWriter batch, int column, int row, Int128 unscaled, ColumnType type)
    {
        switch (type.Precision)
        {
            case <= 4: batch.Values<short>(column)[row] = (short)unscaled; break;
            case <= 9: batch.Values<int>(column)[row] = (int)unscaled; break;
            case <= 18: batch.Values<long>(column)[row] = (long)unscaled; break;
            default: batch.Values<Int128>(column)[row] = unscaled; break;
        }
    }

    private static Int128 ReadDecimal(BatchReader batch, int column, int row, ColumnType type) => type.Precision switch
    {
        <= 4 => batch.Values<short>(column)[row],
        <= 9 => batch.Values<int>(column)[row],
        <= 18 => batch.Values<long>(column)[row],
        _ => batch.Values<Int128>(column)[row],
    };
}
