namespace Dataplatform.Sdk.Partitions;

/// <summary>Collects intervals into a set; those that come in order, as they nearly always do, cost nothing more.</summary>
internal sealed class TimeSetBuilder
{
    private readonly List<long> _edges = [];
    private List<(long Start, long End)>? _disordered;

    /// <summary>Takes an interval; nothing if it does not end after it begins.</summary>
    public void Add(long start, long end)
    {
        if (start >= end)
        {
            return;
        }

        if (_edges.Count > 0 && start < _edges[^2])
        {
            (_disordered ??= []).Add((start, end));
        }
        else if (_edges.Count > 0 && start <= _edges[^1])
        {
            _edges[^1] = Math.Max(_edges[^1], end);
        }
        else
        {
            _edges.Add(start);
            _edges.Add(end);
        }
    }

    /// <summary>The set of what was taken.</summary>
    public TimeSet ToSet()
    {
        var set = _edges.Count == 0 ? TimeSet.Empty : new TimeSet([.. _edges]);
        if (_disordered is null)
        {
            return set;
        }

        var rest = new TimeSetBuilder();
        foreach (var (start, end) in _disordered.OrderBy(interval => interval.Start))
        {
            rest.Add(start, end);
        }

        return set.Union(rest.ToSet());
    }
}
