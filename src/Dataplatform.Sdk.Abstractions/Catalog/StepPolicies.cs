using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// How a step is to be run, as its method and its class declare it. What is null or empty is not declared, and the app's defaults
/// count.
/// </summary>
public sealed record StepPolicies
{
    /// <summary>Nothing is declared.</summary>
    public static StepPolicies None { get; } = new();

    /// <summary>How it is tried again; null if nothing is declared.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long an attempt may take, <see cref="Timeout.InfiniteTimeSpan"/> where it is declared that there is no limit;
    /// null if nothing is declared.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The pools; one of each name.</summary>
    public IReadOnlyList<PoolPolicy> Pools { get; init; } = [];

    /// <summary>The rate limits; one of each name.</summary>
    public IReadOnlyList<RateLimitPolicy> RateLimits { get; init; } = [];

    /// <summary>The priority; null if nothing is declared.</summary>
    public int? Priority { get; init; }

    /// <summary>How many partitions a backfill makes at once; null if nothing is declared.</summary>
    public BackfillPolicy? Backfill { get; init; }

    /// <summary>The hooks: classes that implement <see cref="IAssetHook"/>.</summary>
    public IReadOnlyList<Type> Hooks { get; init; } = [];

    /// <summary>These policies, with what they leave open taken from others. Pools, limits and hooks of both count.</summary>
    /// <param name="defaults">The others.</param>
    public StepPolicies Over(StepPolicies defaults) => defaults == None ? this : new()
    {
        Retry = Retry ?? defaults.Retry,
        Timeout = Timeout ?? defaults.Timeout,
        Pools = [.. Pools, .. defaults.Pools.Where(pool => Pools.All(own => own.Name != pool.Name))],
        RateLimits = [.. RateLimits, .. defaults.RateLimits.Where(limit => RateLimits.All(own => own.Name != limit.Name))],
        Priority = Priority ?? defaults.Priority,
        Backfill = Backfill ?? defaults.Backfill,
        Hooks = [.. Hooks.Union(defaults.Hooks)],
    };
}
