using System.Collections.Concurrent;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>The rate limits of a process.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, RateWindow> _windows = new(StringComparer.Ordinal);

    public RateWindow this[string limit] => _windows.GetOrAdd(limit, static (_, time) => new(time), clock);
}
