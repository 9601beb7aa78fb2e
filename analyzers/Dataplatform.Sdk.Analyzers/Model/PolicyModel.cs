namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>How a step is to be run, as its method and the classes around it say.</summary>
/// <param name="Timeout">As written; null if nobody says.</param>
/// <param name="Backfill">The most partitions in one run, 0 for all at once; null if nobody says.</param>
/// <param name="Hooks">The types, with <c>global::</c>.</param>
internal sealed record PolicyModel(
    RetryModel? Retry,
    string? Timeout,
    EquatableArray<PoolModel> Pools,
    EquatableArray<RateLimitModel> RateLimits,
    int? Priority,
    int? Backfill,
    EquatableArray<string> Hooks);

/// <summary>How a step is tried again.</summary>
/// <param name="Backoff">The member of <c>Backoff</c>.</param>
/// <param name="On">The types of exceptions, with <c>global::</c>; empty means all.</param>
internal sealed record RetryModel(int Retries, string Delay, string Backoff, string? MaxDelay, bool Jitter, EquatableArray<string> On);

/// <summary>A pool of a step.</summary>
/// <param name="Slots">0 if the attribute does not say.</param>
internal sealed record PoolModel(string Name, int Slots);

/// <summary>A rate limit of a step.</summary>
internal sealed record RateLimitModel(string Name, int Permits, string Per);
