using System.Collections.Concurrent;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>The pools of a process, in memory.</summary>
internal sealed class SlotPools : ISlotPools
{
    private readonly ConcurrentDictionary<string, SlotPool> _pools = new(StringComparer.Ordinal);

    public ValueTask<IDisposable> TakeAsync(SlotRequest request, CancellationToken cancellationToken) =>
        _pools.GetOrAdd(request.Pool, static _ => new()).TakeAsync(request.Size, request.Priority, cancellationToken);
}
