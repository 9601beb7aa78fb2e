using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.DuckDb.Interop;

internal sealed partial class DuckDbStatement
{
    /// <summary>Binds all parameters, in order.</summary>
    public void BindAll(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Bind(i + 1, values[i]);
        }
    }

    /// <summary>Binds one parameter, counted from 1.</summary>
    public void Bind(int index, object? value)
    {
        if (BindCore((ulong)index, value) != 0)
        {
            throw new DuckDbException(
                string.Create(CultureInfo.InvariantCulture, $"Invalid Input Error: parameter ${index} is not in the query, or does not take a {value?.GetType().Name ?? "missing value"}."),
                DuckDbErrorKind.InvalidInput);
        }
    }

    private int BindCore(ulong index, object? value) => value switch
    {
        null => DuckDbNative.BindNull(_handle, index),
        bool v => DuckDbNative.BindBoolean(_handle, index, v),
        sbyte v => DuckDbNative.BindInt32(_handle, index, v),
        byte v => DuckDbNative.BindInt32(_handle, index, v),
        short v => DuckDbNative.BindInt32(_handle, index, v),
        ushort v => DuckDbNative.BindInt32(_handle, index, v),
        int v => DuckDbNative.BindInt32(_handle, index, v),
        uint v => DuckDbNative.BindInt64(_handle, index, v),
        long v => DuckDbNative.BindInt64(_handle, index, v),
        ulong v => DuckDbNative.BindUInt64(_handle, index, v),
        Int128 v => DuckDbNative.BindHugeInt(_handle, index, NativeHugeInt.From(v)),
        UInt128 v => DuckDbNative.BindUHugeInt(_handle, index, NativeUHugeInt.From(v)),
        float v => DuckDbNative.BindFloat(_handle, index, v),
        double v => DuckDbNative.BindDouble(_handle, index, v),
        decimal v => BindDecimal(index, v),
        DateOnly v => DuckDbNative.BindDate(_handle, index, Columnar.FromDate(v)),
        TimeOnly v => DuckDbNative.BindTime(_handle, index, Columnar.FromTime(v)),
        DateTime v => DuckDbNative.BindTimestamp(_handle, index, Columnar.FromTimestamp(v)),
        DateTimeOffset v => DuckDbNative.BindTimestampTz(_handle, index, Columnar.FromInstant(v)),
        TimeSpan v => DuckDbNative.BindInterval(_handle, index, Columnar.FromInterval(v)),
        string v => BindText(index, v),
        Guid v => BindText(index, v.ToString("D")),
        byte[] v => DuckDbNative.BindBlob(_handle, index, v, (ulong)v.Length),
        _ => throw new ArgumentException($"A value of type '{value.GetType().Name}' cannot be bound to a query.", nameof(value)),
    };

    private int BindText(ulong index, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return DuckDbNative.BindVarChar(_handle, index, bytes, (ulong)bytes.Length);
    }

    private int BindDecimal(ulong index, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scale = (byte)((bits[3] >> 16) & 0xFF);
        return DuckDbNative.BindDecimal(_handle, index, new NativeDecimal(38, scale, NativeHugeInt.From(value < 0 ? -unscaled : unscaled)));
    }
}
