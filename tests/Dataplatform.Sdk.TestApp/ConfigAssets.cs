using System.ComponentModel.DataAnnotations;
using Dataplatform.Sdk;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.TestApp;

public enum Pace
{
    Slow,
    Fast,
}

/// <summary>How numbers are made.</summary>
/// <param name="Count">How many numbers.</param>
/// <param name="ApiKey">The key of the shop.</param>
[Config]
public sealed record NumberConfig(
    [Range(1, 100)] int Count = 3,
    Secret<string>? ApiKey = null,
    Pace Pace = Pace.Slow,
    IReadOnlyList<long>? Offsets = null,
    decimal Factor = 1.5m,
    TimeSpan Timeout = default);

/// <summary>A configuration with a member that must be configured.</summary>
[Config("strict")]
public sealed record StrictOptions(Uri Endpoint, Secret<string> Token, DateOnly? Since);

[Domain("configured")]
public static class ConfigAssets
{
    [Asset]
    public static IEnumerable<Number> Counted(NumberConfig config, AssetContext context, ILogger logger)
    {
        var key = config.ApiKey?.Reveal() ?? "none";
#pragma warning disable CA1848, CA2254
        logger.LogWarning($"key {key.ToUpperInvariant().ToLowerInvariant()}");
#pragma warning restore CA1848, CA2254
        context.AddMetadata("pace", config.Pace.ToString());
        context.AddMetadata("address", string.Concat(new[] { "https://shop/?key=", key }.AsEnumerable()));
        return Enumerable.Range(0, config.Count).Select(n => new Number(n, n + (config.Offsets?.Sum() ?? 0)));
    }

    [Asset]
    public static Sql<Number> Limited(Table<Number> counted, NumberConfig config) =>
        $"select * from {counted} where generation < {config.Count - 1}";

    [Asset(As = Materialize.View)]
    public static Sql<Number> LimitedView(Table<Number> counted, NumberConfig config) =>
        $"select * from {counted} where generation < {config.Count - 1}";

    [Asset]
    public static IReadOnlyList<Number> Strict(StrictOptions options) => options.Endpoint.IsAbsoluteUri
        ? throw new InvalidOperationException($"{options.Endpoint} does not take {options.Token.Reveal()} since {options.Since}")
        : [];
}
