using System.Buffers.Text;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Reads the text of a JSON number without rounding.</summary>
internal static class ExactNumber
{
    /// <summary>A whole number: 42, or 42.0; nothing with an exponent.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out Int128 value)
    {
        if (Utf8Parser.TryParse(text, out long small, out var length) && length == text.Length)
        {
            value = small;
            return true;
        }

        value = 0;
        return !text.ContainsAny((byte)'e', (byte)'E') && TryParse(text, 0, out value);
    }

    /// <summary>A number times a power of ten, as a column of that scale holds it: 9.5 with scale 2 is 950.</summary>
    /// <returns>False if it has more digits behind the point, or more than 128 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (exponentAt >= 0)
        {
            var written = text[(exponentAt + 1)..].TrimStart((byte)'+');
            if (!Utf8Parser.TryParse(written, out exponent, out var length) || length != written.Length || Math.Abs((long)exponent) > 1000)
            {
                return false;
            }

            text = text[..exponentAt];
        }

        var isNegative = text[0] == '-';
        text = isNegative ? text[1..] : text;
        var point = text.IndexOf((byte)'.');
        // The power of ten of the digit that comes next; digits below the scale must be zeros.
        var power = (point < 0 ? text.Length : point) - 1 + exponent + scale;
        UInt128 sum = 0;
        foreach (var digit in text)
        {
            if (digit == '.')
            {
                continue;
            }

            if (power < 0 ? digit != '0' : !TryAppend(ref sum, (uint)(digit - '0')))
            {
                return false;
            }

            power--;
        }

        for (; power >= 0 && sum != 0; power--)
        {
            if (!TryAppend(ref sum, 0))
            {
                return false;
            }
        }

        unscaled = isNegative ? -(Int128)sum : (Int128)sum;
        return sum <= (UInt128)Int128.MaxValue;
    }

    private static bool TryAppend(ref UInt128 sum, uint digit)
    {
        if (sum > (UInt128.MaxValue - 9) / 10)
        {
            return false;
        }

        sum = (sum * 10) + digit;
        return true;
    }
}
