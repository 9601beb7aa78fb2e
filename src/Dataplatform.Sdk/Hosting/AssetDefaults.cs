using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>How an app runs assets whose methods and classes do not say. Pools and rate limits are added to theirs.</summary>
/// <example>
/// <code>
/// builder.Defaults.Retry = new RetryPolicy(2) { Delay = TimeSpan.FromSeconds(5), Backoff = Backoff.Exponential };
/// builder.Defaults.Timeout = TimeSpan.FromHours(1);
/// </code>
/// </example>
public sealed class AssetDefaults
{
    private TimeSpan? _timeout;

    /// <summary>How steps are tried again.</summary>
    /// <value>Default: null, not at all.</value>
    public RetryPolicy? Retry { get; set; }

    /// <summary>How long an attempt may take.</summary>
    /// <value>Default: null, as long as it likes.</value>
    /// <exception cref="DataplatformException">On setting: no time at all, or more than 49 days.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        set => _timeout = value is null || (value > TimeSpan.Zero && value <= DurationText.Longest)
            ? value
            : throw new DataplatformException($"An attempt cannot have a timeout of {value}. Set something between nothing and 49 days, or null for no limit.");
    }

    /// <summary>The priority.</summary>
    /// <value>Default: null, which is 0.</value>
    public int? Priority { get; set; }

    /// <summary>Pools that every step takes a slot of.</summary>
    /// <value>Default: none.</value>
    public IList<PoolPolicy> Pools { get; } = [];

    /// <summary>Rate limits that every step keeps.</summary>
    /// <value>Default: none.</value>
    public IList<RateLimitPolicy> RateLimits { get; } = [];

    /// <summary>The catalogs, with these defaults where a step says nothing itself.</summary>
    internal IReadOnlyList<AssetCatalog> ApplyTo(IReadOnlyList<AssetCatalog> catalogs)
    {
        var defaults = new StepPolicies { Retry = Retry, Timeout = Timeout, Priority = Priority, Pools = [.. Pools], RateLimits = [.. RateLimits] };
        return Retry is null && Timeout is null && Priority is null && Pools.Count + RateLimits.Count == 0
            ? catalogs
            : [.. catalogs.Select(catalog => catalog with { Steps = Over(catalog.Steps), Observers = Over(catalog.Observers) })];

        StepDefinition[] Over(IReadOnlyList<StepDefinition> steps) => [.. steps.Select(step => step.Invoke is null ? step : step with { Policies = step.Policies.Over(defaults) })];
    }
}
