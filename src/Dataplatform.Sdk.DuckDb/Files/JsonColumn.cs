using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Reads and writes the values of a column as JSON, by the column's type.</summary>
/// <param name="column">The contract's column.</param>
/// <param name="ordinal">The column's ordinal.</param>
internal sealed class JsonColumn(ColumnSchema column, int ordinal)
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(column.Name, JsonText.Encoder);
    private char[] _text = new char[64];

    public ColumnSchema Column => column;

    /// <summary>Reads a value that is not null, whose tokens are all there.</summary>
    /// <returns>Whether it is of the column's type, and nothing of it is lost.</returns>
    public bool TryRead(ref Utf8JsonReader json, BatchWriter batch, int row) => column.Type.Kind switch
    {
        ColumnKind.Boolean => json.TokenType is JsonTokenType.True or JsonTokenType.False && Set(batch, row, json.GetBoolean() ? (byte)1 : (byte)0),
        ColumnKind.Int8 => TryInteger<sbyte>(ref json, batch, row),
        ColumnKind.Int16 => TryInteger<short>(ref json, batch, row),
        ColumnKind.Int32 => TryInteger<int>(ref json, batch, row),
        ColumnKind.Int64 => TryInteger<long>(ref json, batch, row),
        ColumnKind.Int128 => TryInteger<Int128>(ref json, batch, row),
        ColumnKind.UInt128 => TryUInt128(ref json, batch, row),
        ColumnKind.UInt8 => TryInteger<byte>(ref json, batch, row),
        ColumnKind.UInt16 => TryInteger<ushort>(ref json, batch, row),
        ColumnKind.UInt32 => TryInteger<uint>(ref json, batch, row),
        ColumnKind.UInt64 => TryInteger<ulong>(ref json, batch, row),
        ColumnKind.Single => TrySingle(ref json, batch, row),
        ColumnKind.Double => TryDouble(ref json, batch, row),
        ColumnKind.Decimal => TryDecimal(ref json, batch, row),
        ColumnKind.Bytes => TryBytes(ref json, batch, row),
        ColumnKind.Uuid => json.TokenType == JsonTokenType.String && json.TryGetGuid(out var v) && Set(batch, row, Columnar.FromUuid(v)),
        _ => json.TokenType == JsonTokenType.String && TryText(Text(ref json), batch, row),
    };

    /// <summary>Writes the column's name and the value of a row.</summary>
    public void Write(BatchReader batch, int row, Utf8JsonWriter json)
    {
        json.WritePropertyName(_name);
        if (batch.IsNull(ordinal, row))
        {
            json.WriteNullValue();
            return;
        }

        switch (column.Type.Kind)
        {
            case ColumnKind.Boolean: json.WriteBooleanValue(batch.Values<byte>(ordinal)[row] != 0); break;
            case ColumnKind.Int8: json.WriteNumberValue(batch.Values<sbyte>(ordinal)[row]); break;
            case ColumnKind.Int16: json.WriteNumberValue(batch.Values<short>(ordinal)[row]); break;
            case ColumnKind.Int32: json.WriteNumberValue(batch.Values<int>(ordinal)[row]); break;
            case ColumnKind.Int64: json.WriteNumberValue(batch.Values<long>(ordinal)[row]); break;
            case ColumnKind.Int128: JsonText.WriteNumber(json, batch.Values<Int128>(ordinal)[row]); break;
            case ColumnKind.UInt128: JsonText.WriteNumber(json, batch.Values<UInt128>(ordinal)[row]); break;
            case ColumnKind.UInt8: json.WriteNumberValue(batch.Values<byte>(ordinal)[row]); break;
            case ColumnKind.UInt16: json.WriteNumberValue(batch.Values<ushort>(ordinal)[row]); break;
            case ColumnKind.UInt32: json.WriteNumberValue(batch.Values<uint>(ordinal)[row]); break;
            case ColumnKind.UInt64: json.WriteNumberValue(batch.Values<ulong>(ordinal)[row]); break;
            case ColumnKind.Single: JsonText.WriteNumber(json, batch.Values<float>(ordinal)[row]); break;
            case ColumnKind.Double: JsonText.WriteNumber(json, batch.Values<double>(ordinal)[row]); break;
            case ColumnKind.Decimal: JsonText.WriteNumber(json, Columnar.ToDecimal(Unscaled(batch, row), column.Type.Scale)); break;
            case ColumnKind.Text: json.WriteStringValue(batch.GetText(ordinal, row)); break;
            case ColumnKind.Bytes: json.WriteBase64StringValue(batch.GetBytes(ordinal, row)); break;
            case ColumnKind.Uuid: json.WriteStringValue(Columnar.ToUuid(batch.Values<Int128>(ordinal)[row])); break;
            default: WriteTime(batch, row, json); break;
        }
    }

    private bool Set<TValue>(BatchWriter batch, int row, TValue value)
        where TValue : unmanaged
    {
        batch.Values<TValue>(ordinal)[row] = value;
        return true;
    }

    private bool TryInteger<TValue>(ref Utf8JsonReader json, BatchWriter batch, int row)
        where TValue : unmanaged, IBinaryInteger<TValue>
    {
        if (json.TokenType != JsonTokenType.Number || !ExactNumber.TryWhole(json.ValueSpan, out var number))
        {
            return false;
        }

        var value = TValue.CreateTruncating(number);
        return (number >= 0 || TValue.IsNegative(value)) && Int128.CreateTruncating(value) == number && Set(batch, row, value);
    }

    // Half of its values are beyond the whole numbers of other kinds.
    private bool TryUInt128(ref Utf8JsonReader json, BatchWriter batch, int row) =>
        json.TokenType == JsonTokenType.Number && UInt128.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Set(batch, row, value)
            : TryInteger<UInt128>(ref json, batch, row);

    private bool TrySingle(ref Utf8JsonReader json, BatchWriter batch, int row) => json.TokenType == JsonTokenType.Number
        ? json.TryGetSingle(out var value) && float.IsFinite(value) && Set(batch, row, value)
        : JsonText.TryNamedNumber(ref json, out var named) && Set(batch, row, (float)named);

    private bool TryDouble(ref Utf8JsonReader json, BatchWriter batch, int row) => json.TokenType == JsonTokenType.Number
        ? json.TryGetDouble(out var value) && double.IsFinite(value) && Set(batch, row, value)
        : JsonText.TryNamedNumber(ref json, out var named) && Set(batch, row, named);

    private bool TryDecimal(ref Utf8JsonReader json, BatchWriter batch, int row) =>
        json.TokenType == JsonTokenType.Number && ExactNumber.TryParse(json.ValueSpan, column.Type.Scale, out var unscaled)
        && Columnar.Fits(unscaled, column.Type.Precision)
        && column.Type.Precision switch
        {
            <= 4 => Set(batch, row, (short)unscaled),
            <= 9 => Set(batch, row, (int)unscaled),
            <= 18 => Set(batch, row, (long)unscaled),
            _ => Set(batch, row, unscaled),
        };

    private bool TryBytes(ref Utf8JsonReader json, BatchWriter batch, int row)
    {
        if (json.TokenType != JsonTokenType.String || !json.TryGetBytesFromBase64(out var bytes))
        {
            return false;
        }

        batch.SetBytes(ordinal, row, bytes);
        return true;
    }

    private bool TryText(ReadOnlySpan<char> text, BatchWriter batch, int row)
    {
        switch (column.Type.Kind)
        {
            case ColumnKind.Date: return IsoText.TryDate(text, out var date) && Set(batch, row, Columnar.FromDate(date));
            case ColumnKind.Time: return IsoText.TryTime(text, out var time) && Set(batch, row, Columnar.FromTime(time));
            case ColumnKind.Timestamp: return IsoText.TryTimestamp(text, out var timestamp) && Set(batch, row, Columnar.FromTimestamp(timestamp));
            case ColumnKind.Instant: return IsoText.TryInstant(text, out var instant) && Set(batch, row, Columnar.FromInstant(instant));
            case ColumnKind.Interval: return IsoText.TryInterval(text, out var interval) && Set(batch, row, Columnar.FromInterval(interval));
            case ColumnKind.Text when column.AllowedValues is { } names && !names.Contains(text.ToString(), StringComparer.Ordinal): return false;
            default:
                batch.SetText(ordinal, row, text);
                return true;
        }
    }

    // Unescaped, which never makes it longer.
    private ReadOnlySpan<char> Text(ref Utf8JsonReader json)
    {
        if (_text.Length < json.ValueSpan.Length)
        {
            _text = new char[Math.Max(json.ValueSpan.Length, _text.Length * 2)];
        }

        return _text.AsSpan(0, json.CopyString(_text));
    }

    private void WriteTime(BatchReader batch, int row, Utf8JsonWriter json)
    {
        Span<char> text = stackalloc char[40];
        int length;
        _ = column.Type.Kind switch
        {
            ColumnKind.Date => IsoText.TryFormat(Columnar.ToDate(batch.Values<int>(ordinal)[row]), text, out length),
            ColumnKind.Time => IsoText.TryFormat(Columnar.ToTime(batch.Values<long>(ordinal)[row]), text, out length),
            ColumnKind.Timestamp => IsoText.TryFormat(Columnar.ToTimestamp(batch.Values<long>(ordinal)[row]), text, out length),
            ColumnKind.Instant => IsoText.TryFormat(Columnar.ToInstant(batch.Values<long>(ordinal)[row]), text, out length),
            _ => IsoText.TryFormat(Columnar.ToInterval(batch.Values<IntervalValue>(ordinal)[row]), text, out length),
        };
        json.WriteStringValue(text[..length]);
    }

    private Int128 Unscaled(BatchReader batch, int row) => column.Type.Precision switch
    {
        <= 4 => batch.Values<short>(ordinal)[row],
        <= 9 => batch.Values<int>(ordinal)[row],
        <= 18 => batch.Values<long>(ordinal)[row],
        _ => batch.Values<Int128>(ordinal)[row],
    };
}
