using System.Globalization;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Planning;

/// <summary>Says how a step is run: <c>up to 3 retries after 2s, doubling; at most 10m; pool api</c>.</summary>
internal static class PolicyWords
{
    /// <summary>The policies in words; empty if there are none.</summary>
    public static string Of(StepPolicies policies) => string.Join("; ", Parts(policies));

    private static IEnumerable<string> Parts(StepPolicies policies)
    {
        if (policies.Retry is { Retries: > 0 } retry)
        {
            yield return Retry(retry);
        }

        if (policies.Timeout is { Ticks: > 0 } timeout)
        {
            yield return $"at most {DurationText.Format(timeout)}{(policies.Retry is { Retries: > 0 } ? " each" : string.Empty)}";
        }

        foreach (var pool in policies.Pools)
        {
            yield return $"pool {pool.Name}";
        }

        foreach (var limit in policies.RateLimits)
        {
            yield return $"rate limit {limit.Name}";
        }

        if (policies.Priority is { } priority and not 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"priority {priority}");
        }

        if (policies.Backfill is { } backfill)
        {
            yield return backfill.MaxPartitionsPerRun switch
            {
                null => "all partitions in one run",
                1 => "a run for each partition",
                var most => string.Create(CultureInfo.InvariantCulture, $"{most} partitions a run"),
            };
        }

        if (policies.Hooks.Count > 0)
        {
            yield return $"tells {string.Join(", ", policies.Hooks.Select(hook => hook.Name))}";
        }
    }

    private static string Retry(RetryPolicy retry)
    {
        var growth = retry.Backoff switch { Backoff.Linear => ", growing", Backoff.Exponential => ", doubling", _ => string.Empty };
        var longest = retry.MaxDelay is { } most ? $" up to {DurationText.Format(most)}" : string.Empty;
        var on = retry.On.Count > 0 ? $" on {string.Join(", ", retry.On.Select(type => type.Name))}" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{retry.Retries} {(retry.Retries == 1 ? "retry" : "retries")} after {DurationText.Format(retry.Delay)}{growth}{longest}{(retry.Jitter ? " with jitter" : string.Empty)}{on}");
    }
}
