namespace Dataplatform.Sdk;

/// <summary>
/// Lets only so many attempts of steps begin within a time, over all steps that name the same limit. On a class it counts for all
/// its assets, in addition to what they say themselves.
/// </summary>
/// <remarks>All runs of a process share a limit. The configuration has the last word:
/// <c>Dataplatform:RateLimits:api:Permits = 5</c>, <c>Dataplatform:RateLimits:api:Per = 1m</c>. What a step's own code does while it
/// runs is not counted.</remarks>
/// <param name="name">The limit's name.</param>
/// <param name="permits">How many attempts may begin within <see cref="Per"/>, wherever that time is laid.</param>
/// <example><code>[Asset, RateLimit("api", 10, Per = "1s")]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RateLimitAttribute(string name, int permits) : Attribute
{
    /// <summary>The limit's name.</summary>
    public string Name { get; } = name;

    /// <summary>How many attempts may begin.</summary>
    public int Permits { get; } = permits;

    /// <summary>Within which time: <c>1s</c>, <c>1m</c>.</summary>
    /// <value>Default: <c>1s</c>.</value>
    public string? Per { get; set; }
}
