#pragma warning disable CA1031 // Any failure is the answer: this column is to blame.

namespace Dataplatform.Sdk;

/// <summary>Tries to convert one value by its column's type alone, to find which column of a failed row is to blame.</summary>
internal static class ColumnProbe
{
    public static bool CanRead(BatchReader batch, ColumnSchema column, int ordinal, int row)
    {
        try
        {
            return batch.IsNull(ordinal, row) || Read(batch, column, ordinal, row);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static bool Read(BatchReader batch, ColumnSchema column, int ordinal, int row)
    {
        switch (column.Type.Kind)
        {
            case ColumnKind.Text:
                var text = batch.GetText(ordinal, row);
                return column.AllowedValues?.Contains(text, StringComparer.Ordinal) ?? true;
            case ColumnKind.Bytes:
                _ = batch.GetBytes(ordinal, row);
                return true;
            case ColumnKind.Date:
                _ = Columnar.ToDate(batch.Values<int>(ordinal)[row]);
                return true;
            case ColumnKind.Time:
                _ = Columnar.ToTime(batch.Values<long>(ordinal)[row]);
                return true;
            case ColumnKind.Timestamp:
                _ = Columnar.ToTimestamp(batch.Values<long>(ordinal)[row]);
                return true;
            case ColumnKind.Instant:
                _ = Columnar.ToInstant(batch.Values<long>(ordinal)[row]);
                return true;
            case ColumnKind.Interval:
                _ = Columnar.ToInterval(batch.Values<IntervalValue>(ordinal)[row]);
                return true;
            case ColumnKind.Decimal:
                _ = Columnar.ToDecimal(Unscaled(batch, column.Type.Precision, ordinal, row), column.Type.Scale);
                return true;
            default:
                return true;
        }
    }

    private static Int128 Unscaled(BatchReader batch, int precision, int ordinal, int row) => precision switch
    {
        <= 4 => batch.Values<short>(ordinal)[row],
        <= 9 => batch.Values<int>(ordinal)[row],
        <= 18 => batch.Values<long>(ordinal)[row],
        _ => batch.Values<Int128>(ordinal)[row],
    };
}
