namespace Dataplatform.Sdk.Catalog;

/// <summary>A rate limit that a step keeps; see <see cref="RateLimitAttribute"/>.</summary>
/// <param name="Name">The limit.</param>
/// <param name="Permits">How many attempts may begin.</param>
/// <param name="Per">Within which time.</param>
public sealed record RateLimitPolicy(string Name, int Permits, TimeSpan Per);
