using System.Globalization;

namespace Dataplatform.Sdk.Catalog;

/// <summary>Reads the lines of a step's text that are policies.</summary>
/// <remarks>
/// <c>retry 3 2s Exponential - jitter 0 1</c> (the longest delay or a dash, <c>jitter</c> or a dash, ordinals of exceptions),
/// <c>timeout 10m</c>, <c>pool 2 api</c> (0 where the step does not say), <c>rate-limit 10 1s api</c>, <c>priority 10</c>, <c>backfill 31</c> (0 for all at once), <c>hook 0</c>.
/// </remarks>
internal static class PolicyText
{
    public static StepPolicies Read(StepPolicies policies, ReadOnlySpan<char> word, ReadOnlySpan<char> rest, object[] values) => word switch
    {
        "retry" => policies with { Retry = Retry(rest.ToString().Split(' '), values) },
        "timeout" => policies with { Timeout = rest is DurationText.None ? Timeout.InfiniteTimeSpan : Duration(rest.ToString()) },
        "pool" => policies with { Pools = [.. policies.Pools, Pool(rest)] },
        "rate-limit" => policies with { RateLimits = [.. policies.RateLimits, RateLimit(rest)] },
        "priority" => policies with { Priority = Number(rest) },
        "backfill" => policies with { Backfill = new(Number(rest) is var most && most > 0 ? most : null) },
        _ => policies with { Hooks = [.. policies.Hooks, (Type)values[Number(rest)]] },
    };

    private static RetryPolicy Retry(string[] parts, object[] values) => new(Number(parts[0]))
    {
        Delay = Duration(parts[1]),
        Backoff = Enum.Parse<Backoff>(parts[2]),
        MaxDelay = parts[3] == "-" ? null : Duration(parts[3]),
        Jitter = parts[4] == "jitter",
        On = [.. parts.Skip(5).Select(ordinal => (Type)values[Number(ordinal)])],
    };

    private static PoolPolicy Pool(ReadOnlySpan<char> rest) =>
        Number(StepTextStep.Next(ref rest)) is var slots && slots > 0 ? new(StepTextStep.Free(rest), slots) : new(StepTextStep.Free(rest));

    private static RateLimitPolicy RateLimit(ReadOnlySpan<char> rest)
    {
        var permits = Number(StepTextStep.Next(ref rest));
        var per = Duration(StepTextStep.Next(ref rest));
        return new(StepTextStep.Free(rest), permits, per);
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static TimeSpan Duration(string text) =>
        DurationText.TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is no duration.");
}
