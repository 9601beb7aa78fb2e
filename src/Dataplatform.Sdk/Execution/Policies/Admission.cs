using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>Lets attempts of steps begin as their pools and rate limits allow.</summary>
internal sealed class Admission(ISlotPools pools, RateWindows rates, PolicyLimits limits, RunId run)
{
    public static bool IsNeededFor(StepDefinition step) => step.Policies.Pools.Count + step.Policies.RateLimits.Count > 0;

    /// <summary>Takes a slot of each pool, then a permit of each limit.</summary>
    /// <returns>The slots; disposing gives them back.</returns>
    public async ValueTask<IDisposable> EnterAsync(StepDefinition step, CancellationToken cancellationToken)
    {
        var priority = step.Policies.Priority ?? 0;
        var taken = new Slots();
        try
        {
            // In one order for all, so that no two wait for each other.
            foreach (var pool in step.Policies.Pools.OrderBy(pool => pool.Name, StringComparer.Ordinal))
            {
                taken.Add(await pools.TakeAsync(new(pool.Name, limits.SlotsOf(pool.Name), priority, run, step.Name), cancellationToken));
            }

            // Permits last: they are used up by time, and what begins much later than it was permitted would come in a crowd.
            foreach (var limit in step.Policies.RateLimits.OrderBy(limit => limit.Name, StringComparer.Ordinal))
            {
                var (permits, per) = limits.RateOf(limit.Name);
                await rates[limit.Name].TakeAsync(permits, per, priority, cancellationToken);
            }
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        return taken;
    }

    private sealed class Slots : IDisposable
    {
        private readonly List<IDisposable> _slots = [];

        public void Add(IDisposable slot) => _slots.Add(slot);

        public void Dispose() => _slots.ForEach(static slot => slot.Dispose());
    }
}
