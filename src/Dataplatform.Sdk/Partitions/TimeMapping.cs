namespace Dataplatform.Sdk.Partitions;

/// <summary>Maps windows of a reader to the windows of an upstream that they overlap, and back, whatever the cadences of both.</summary>
/// <param name="Reader">The windows of the reader.</param>
/// <param name="Upstream">The windows of the upstream.</param>
/// <param name="StartOffset">By how many of the reader's windows the begin of each is moved.</param>
/// <param name="EndOffset">By how many of them the end is moved.</param>
internal sealed record TimeMapping(TimeWindows Reader, TimeWindows Upstream, int StartOffset, int EndOffset)
{
    /// <summary>The windows of the upstream that windows of the reader need; those that do not exist yet included.</summary>
    public TimeSet UpstreamOf(TimeSet readers)
    {
        if (Reader == Upstream && StartOffset == 0 && EndOffset == 0)
        {
            return readers;
        }

        var needed = new TimeSetBuilder();
        var known = (From: 0L, To: 0L);
        for (var i = 0; i < readers.Intervals; i++)
        {
            foreach (var (start, end) in Reach(readers[i]))
            {
                // Many gaps of an hour lie within one day: what was added is not added again.
                var (from, to) = Overlapping(Upstream, start, end);
                from = from >= known.From && from < known.To ? known.To : from;
                if (from < to)
                {
                    needed.Add(Upstream.StartOf(from), Upstream.StartOf(to));
                    known = (from, to);
                }
            }
        }

        return needed.ToSet();
    }

    /// <summary>The windows of the reader that need windows of the upstream; those that do not exist yet included.</summary>
    public TimeSet ReadersOf(TimeSet upstream)
    {
        if (Reader == Upstream && StartOffset == 0 && EndOffset == 0)
        {
            return upstream;
        }

        var readers = new TimeSetBuilder();
        for (var i = 0; i < upstream.Intervals; i++)
        {
            foreach (var (start, end) in Covered(Upstream, upstream[i]))
            {
                // A reader's window reaches from so many windows before it to so many behind it, if any of these is overlapped. None
                // is, where the reader leaves windows out.
                var (first, behind) = (Reader.EndedBy(start), Reader.StartedBefore(end));
                var (from, to) = (Math.Max(0, first - EndOffset), Math.Min(Reader.Total, behind - StartOffset));
                if (first < behind && from < to)
                {
                    readers.Add(Reader.StartOf(from), Reader.StartOf(to));
                }
            }
        }

        return readers.ToSet();
    }

    private static (long From, long To) Overlapping(TimeWindows windows, long start, long end) =>
        (Math.Max(0, windows.EndedBy(start)), Math.Min(windows.Total, windows.StartedBefore(end)));

    private static IEnumerable<(long Start, long End)> Covered(TimeWindows windows, (long Start, long End) interval)
    {
        if (!windows.HasGaps)
        {
            return [interval];
        }

        var (from, to) = windows.Windows(interval);
        return windows.Covered(from, to);
    }

    private IEnumerable<(long Start, long End)> Reach((long Start, long End) interval)
    {
        if (StartOffset == 0 && EndOffset == 0)
        {
            return Covered(Reader, interval);
        }

        var (from, to) = Reader.Windows(interval);
        return Reader.Covered(from + StartOffset, to + EndOffset);
    }
}
