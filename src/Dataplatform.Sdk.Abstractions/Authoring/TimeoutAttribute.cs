namespace Dataplatform.Sdk;

/// <summary>
/// Ends an attempt that takes too long: first its token is cancelled; if its code has not come to an end within a second, the
/// run no longer waits for it. Either way the step has failed and nothing of the attempt is published. On a class it counts for
/// each of its assets that says nothing itself.
/// </summary>
/// <remarks>It counts for each attempt by itself, and not for waiting: for a pool, for a rate limit or between attempts. A
/// publication that has begun is finished.</remarks>
/// <param name="duration">How long: <c>30s</c>, <c>10m</c>, <c>1h30m</c>. <c>none</c> says that there is no limit, whatever class
/// or app say.</param>
/// <example><code>[Asset, Timeout("10m")]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class TimeoutAttribute(string duration) : Attribute
{
    /// <summary>How long.</summary>
    public string Duration { get; } = duration;
}
