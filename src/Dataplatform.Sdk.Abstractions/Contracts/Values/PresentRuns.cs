namespace Dataplatform.Sdk;

/// <summary>Finds the runs of values that are there, so that they are converted together.</summary>
internal static class PresentRuns
{
    /// <summary>The runs among values to be written; the others are marked as missing in the batch.</summary>
    public static List<(int Start, int Length)> In<T>(ReadOnlySpan<T> values, Func<T, bool> isMissing, BatchWriter batch, int column, int from)
    {
        var runs = new List<(int, int)>();
        for (var i = 0; i < values.Length;)
        {
            if (isMissing(values[i]))
            {
                batch.SetNull(column, from + i++);
                continue;
            }

            var start = i;
            while (i < values.Length && !isMissing(values[i]))
            {
                i++;
            }

            runs.Add((start, i - start));
        }

        return runs;
    }

    /// <summary>The runs among values of a batch.</summary>
    public static List<(int Start, int Length)> In(BatchReader batch, int column, int from, int count)
    {
        if (!batch.MayHaveNulls(column))
        {
            return count == 0 ? [] : [(0, count)];
        }

        var runs = new List<(int, int)>();
        for (var i = 0; i < count; i++)
        {
            var start = i;
            while (i < count && !batch.IsNull(column, from + i))
            {
                i++;
            }

            if (i > start)
            {
                runs.Add((start, i - start));
            }
        }

        return runs;
    }
}
