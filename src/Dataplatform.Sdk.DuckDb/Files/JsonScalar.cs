using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Single values as JSON, by their type; as names of an object's members where they are the keys of a dictionary.</summary>
/// <param name="place">The column, or the place within one.</param>
/// <param name="ordinal">The ordinal in its batch.</param>
internal sealed class JsonScalar(ValuePlace place, int ordinal) : JsonValue(place, ordinal)
{
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly bool _isText = place.Schema.Type.Kind >= ColumnKind.Text && place.Schema.Type.Kind != ColumnKind.UInt128;
    private char[] _text = new char[64];

    protected override bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row) => TryRead(ref json, batch, row);

    /// <summary>Reads the name of a member as a value: in quotes as every name is, and otherwise as the value is written.</summary>
    /// <returns>Whether it is of the type, and nothing of it is lost.</returns>
    public bool TryReadKey(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row)
    {
        var quoted = source.Text(json.TokenStartIndex, json.ValueSpan.Length + 2);
        var text = new Utf8JsonReader(quoted);
        text.Read();
        if (_isText || JsonText.TryNamedNumber(ref text, out _))
        {
            return TryRead(ref text, batch, row);
        }

        try
        {
            var bare = json.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
            var value = new Utf8JsonReader(bare);
            return value.Read() && (value.TokenStartIndex, value.BytesConsumed) == (0, bare.Length) && TryRead(ref value, batch, row);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What tells a value that was written into a batch from another one.</summary>
    public (UInt128 Held, string? Text) Identity(ref Utf8JsonReader key, BatchWriter batch, int row) => Schema.Type.Kind is ColumnKind.Text or ColumnKind.Bytes
        ? (0, key.GetString())
        : (ColumnTypes.Width(Schema.Type) switch
        {
            1 => batch.Values<byte>(Ordinal)[row],
            2 => batch.Values<ushort>(Ordinal)[row],
            4 => batch.Values<uint>(Ordinal)[row],
            8 => batch.Values<ulong>(Ordinal)[row],
            _ => batch.Values<UInt128>(Ordinal)[row],
        }, null);

    private bool TryRead(ref Utf8JsonReader json, BatchWriter batch, int row) => Schema.Type.Kind switch
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

    /// <summary>Writes a value as the name of a member.</summary>
    public void WriteKey(BatchReader batch, int row, Utf8JsonWriter json)
    {
        if (Schema.Type.Kind == ColumnKind.Text)
        {
            json.WritePropertyName(batch.GetText(Ordinal, row));
            return;
        }

        _key.ResetWrittenCount();
        using (var text = new Utf8JsonWriter(_key, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            WritePresent(batch, row, text);
        }

        json.WritePropertyName(_key.WrittenSpan.Trim((byte)'"'));
    }

    protected override void WritePresent(BatchReader batch, int row, Utf8JsonWriter json)
    {
        switch (Schema.Type.Kind)
        {
            case ColumnKind.Boolean: json.WriteBooleanValue(batch.Values<byte>(Ordinal)[row] != 0); break;
            case ColumnKind.Int8: json.WriteNumberValue(batch.Values<sbyte>(Ordinal)[row]); break;
            case ColumnKind.Int16: json.WriteNumberValue(batch.Values<short>(Ordinal)[row]); break;
            case ColumnKind.Int32: json.WriteNumberValue(batch.Values<int>(Ordinal)[row]); break;
            case ColumnKind.Int64: json.WriteNumberValue(batch.Values<long>(Ordinal)[row]); break;
            case ColumnKind.Int128: JsonText.WriteNumber(json, batch.Values<Int128>(Ordinal)[row]); break;
            case ColumnKind.UInt128: JsonText.WriteNumber(json, batch.Values<UInt128>(Ordinal)[row]); break;
            case ColumnKind.UInt8: json.WriteNumberValue(batch.Values<byte>(Ordinal)[row]); break;
            case ColumnKind.UInt16: json.WriteNumberValue(batch.Values<ushort>(Ordinal)[row]); break;
            case ColumnKind.UInt32: json.WriteNumberValue(batch.Values<uint>(Ordinal)[row]); break;
            case ColumnKind.UInt64: json.WriteNumberValue(batch.Values<ulong>(Ordinal)[row]); break;
            case ColumnKind.Single: JsonText.WriteNumber(json, batch.Values<float>(Ordinal)[row]); break;
            case ColumnKind.Double: JsonText.WriteNumber(json, batch.Values<double>(Ordinal)[row]); break;
            case ColumnKind.Decimal: JsonText.WriteNumber(json, Columnar.ToDecimal(Unscaled(batch, row), Schema.Type.Scale)); break;
            case ColumnKind.Text: json.WriteStringValue(batch.GetText(Ordinal, row)); break;
            case ColumnKind.Bytes: json.WriteBase64StringValue(batch.GetBytes(Ordinal, row)); break;
            case ColumnKind.Uuid: json.WriteStringValue(Columnar.ToUuid(batch.Values<Int128>(Ordinal)[row])); break;
            default: WriteTime(batch, row, json); break;
        }
    }

    private bool Set<TValue>(BatchWriter batch, int row, TValue value)
        where TValue : unmanaged
    {
        batch.Values<TValue>(Ordinal)[row] = value;
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
        json.TokenType == JsonTokenType.Number && ExactNumber.TryParse(json.ValueSpan, Schema.Type.Scale, out var unscaled)
        && Columnar.Fits(unscaled, Schema.Type.Precision)
        && Schema.Type.Precision switch
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

        batch.SetBytes(Ordinal, row, bytes);
        return true;
    }

    private bool TryText(ReadOnlySpan<char> text, BatchWriter batch, int row)
    {
        switch (Schema.Type.Kind)
        {
            case ColumnKind.Date: return IsoText.TryDate(text, out var date) && Set(batch, row, Columnar.FromDate(date));
            case ColumnKind.Time: return IsoText.TryTime(text, out var time) && Set(batch, row, Columnar.FromTime(time));
            case ColumnKind.Timestamp: return IsoText.TryTimestamp(text, out var timestamp) && Set(batch, row, Columnar.FromTimestamp(timestamp));
            case ColumnKind.Instant: return IsoText.TryInstant(text, out var instant) && Set(batch, row, Columnar.FromInstant(instant));
            case ColumnKind.Interval: return IsoText.TryInterval(text, out var interval) && Set(batch, row, Columnar.FromInterval(interval));
            case ColumnKind.Text when Schema.AllowedValues is { } names && !names.Contains(text.ToString(), StringComparer.Ordinal): return false;
            default:
                batch.SetText(Ordinal, row, text);
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
        _ = Schema.Type.Kind switch
        {
            ColumnKind.Date => IsoText.TryFormat(Columnar.ToDate(batch.Values<int>(Ordinal)[row]), text, out length),
            ColumnKind.Time => IsoText.TryFormat(Columnar.ToTime(batch.Values<long>(Ordinal)[row]), text, out length),
            ColumnKind.Timestamp => IsoText.TryFormat(Columnar.ToTimestamp(batch.Values<long>(Ordinal)[row]), text, out length),
            ColumnKind.Instant => IsoText.TryFormat(Columnar.ToInstant(batch.Values<long>(Ordinal)[row]), text, out length),
            _ => IsoText.TryFormat(Columnar.ToInterval(batch.Values<IntervalValue>(Ordinal)[row]), text, out length),
        };
        json.WriteStringValue(text[..length]);
    }

    private Int128 Unscaled(BatchReader batch, int row) => Schema.Type.Precision switch
    {
        <= 4 => batch.Values<short>(Ordinal)[row],
        <= 9 => batch.Values<int>(Ordinal)[row],
        <= 18 => batch.Values<long>(Ordinal)[row],
        _ => batch.Values<Int128>(Ordinal)[row],
    };
}
