using System.Buffers.Text;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The compact text of a set of times: its edges as differences, in units of the greatest number that divides them all, a byte or two
/// for each, as Base64 for URLs. A gap of hourly windows costs about three characters.
/// </summary>
internal static class TimeSetText
{
    /// <summary>The text of a set.</summary>
    public static string Write(TimeSet set)
    {
        if (set.IsEmpty)
        {
            return string.Empty;
        }

        var edges = set.Edges;
        var unit = 0L;
        foreach (var edge in edges)
        {
            unit = Divisor(unit, Math.Abs(edge));
        }

        unit = Math.Max(1, unit);
        var bytes = new List<byte>();
        Write(bytes, (ulong)unit);

        // The first edge may be before 1970.
        var first = edges[0] / unit;
        Write(bytes, (ulong)((first << 1) ^ (first >> 63)));
        for (var i = 1; i < edges.Length; i++)
        {
            Write(bytes, (ulong)((edges[i] - edges[i - 1]) / unit));
        }

        return Base64Url.EncodeToString([.. bytes]);
    }

    /// <summary>Reads the text of a set; null if it is none.</summary>
    public static TimeSet? Read(string text)
    {
        if (text.Length == 0)
        {
            return TimeSet.Empty;
        }

        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        var at = 0;
        if (Read(bytes, ref at) is not (> 0 and <= long.MaxValue and var unit) || Read(bytes, ref at) is not { } zigzag)
        {
            return null;
        }

        var edges = new List<long> { ((long)(zigzag >> 1) ^ -(long)(zigzag & 1)) * (long)unit };
        while (at < bytes.Length)
        {
            if (Read(bytes, ref at) is not (> 0 and <= long.MaxValue and var step))
            {
                return null;
            }

            edges.Add(edges[^1] + ((long)step * (long)unit));
            if (edges[^1] <= edges[^2])
            {
                return null;
            }
        }

        return edges.Count % 2 == 0 ? new([.. edges]) : null;
    }

    private static void Write(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        bytes.Add((byte)number);
    }

    private static ulong? Read(byte[] bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; at < bytes.Length && shift < 64; shift += 7)
        {
            var next = bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        return null;
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
