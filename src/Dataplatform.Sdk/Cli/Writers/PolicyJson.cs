using System.Text.Json;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of policies: an object that holds what is declared, and nothing else.</summary>
internal static class PolicyJson
{
    public static void Write(Utf8JsonWriter json, StepPolicies policies)
    {
        json.WriteStartObject("policies");
        if (policies.Retry is { } retry)
        {
            json.WriteStartObject("retry");
            json.WriteNumber("retries", retry.Retries);
            json.WriteMilliseconds("delay_ms", retry.Delay);
            json.WriteString("backoff", retry.Backoff switch { Backoff.Linear => "linear", Backoff.Exponential => "exponential", _ => "constant" });
            json.WriteOptional("max_delay_ms", (long?)retry.MaxDelay?.TotalMilliseconds);
            json.WriteBoolean("jitter", retry.Jitter);
            json.WriteStrings("on", retry.On.Select(type => type.FullName ?? type.Name));
            json.WriteEndObject();
        }

        if (policies.Timeout is { } timeout)
        {
            json.WriteOptional("timeout_ms", timeout > TimeSpan.Zero ? (long)timeout.TotalMilliseconds : null);
        }

        if (policies.Pools.Count > 0)
        {
            json.WriteStrings("pools", policies.Pools.Select(pool => pool.Name));
        }

        if (policies.RateLimits.Count > 0)
        {
            json.WriteStrings("rate_limits", policies.RateLimits.Select(limit => limit.Name));
        }

        if (policies.Backfill is { } backfill)
        {
            json.WriteStartObject("backfill");
            json.WriteOptional("max_partitions_per_run", backfill.MaxPartitionsPerRun);
            json.WriteEndObject();
        }

        if (policies.Priority is { } priority)
        {
            json.WriteNumber("priority", priority);
        }

        if (policies.Hooks.Count > 0)
        {
            json.WriteStrings("hooks", policies.Hooks.Select(hook => hook.FullName ?? hook.Name));
        }

        json.WriteEndObject();
    }
}
