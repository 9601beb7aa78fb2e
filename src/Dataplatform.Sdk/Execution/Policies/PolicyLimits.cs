using System.Globalization;
using Dataplatform.Sdk.Catalog;
using Microsoft.Extensions.Configuration;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>How large pools and rate limits are: the configuration has the last word, then whoever declares it.</summary>
internal sealed class PolicyLimits
{
    private const string PoolsSection = "Dataplatform:Pools";
    private const string RatesSection = "Dataplatform:RateLimits";

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Permits, TimeSpan Per)> _rates = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Problem)> _problems = [];

    /// <summary>Looks at all that is declared, also by steps that are not going to run.</summary>
    public PolicyLimits(IEnumerable<StepDefinition> steps, IConfiguration? configuration)
    {
        var declared = steps.Where(step => step.Policies.Pools.Count + step.Policies.RateLimits.Count > 0).ToList();
        foreach (var pool in declared.SelectMany(step => step.Policies.Pools, (step, pool) => (step.Name, Policy: pool)).GroupBy(pool => pool.Policy.Name))
        {
            AddPool(pool.Key, [.. pool.Where(one => one.Policy.Slots is not null).Select(one => (one.Name, one.Policy.Slots!.Value))], configuration?[$"{PoolsSection}:{pool.Key}"]);
        }

        foreach (var limit in declared.SelectMany(step => step.Policies.RateLimits, (step, limit) => (step.Name, Policy: limit)).GroupBy(limit => limit.Policy.Name))
        {
            AddRate(limit.Key, [.. limit], configuration?.GetSection($"{RatesSection}:{limit.Key}"));
        }

        Unused = configuration is null ? [] :
        [
            .. Strangers(configuration, PoolsSection, "pool", "[Pool]", _slots.Keys),
            .. Strangers(configuration, RatesSection, "rate limit", "[RateLimit]", _rates.Keys),
        ];
    }

    /// <summary>Settings of pools and limits that no asset names, a sentence for each.</summary>
    public IReadOnlyList<string> Unused { get; }

    public int SlotsOf(string pool) => _slots[pool];

    public (int Permits, TimeSpan Per) RateOf(string limit) => _rates[limit];

    /// <summary>What is wrong with the pools and limits of these steps, a sentence for each.</summary>
    public IEnumerable<string> ProblemsOf(IEnumerable<StepDefinition> steps)
    {
        var used = steps.SelectMany(step => step.Policies.Pools.Select(pool => pool.Name).Concat(step.Policies.RateLimits.Select(limit => limit.Name))).ToHashSet(StringComparer.Ordinal);
        return _problems.Where(problem => used.Contains(problem.Name)).Select(problem => problem.Problem);
    }

    private void AddPool(string name, List<(string Step, int Slots)> sizes, string? configured)
    {
        _slots[name] = sizes.Count > 0 ? sizes[0].Slots : 1;
        if (configured is not null)
        {
            _slots[name] = Number(configured) ?? Refuse(name, $"{PoolsSection}:{name}", configured, "a whole number from 1 up");
        }
        else if (sizes.Find(other => other.Slots != sizes[0].Slots) is { Step: not null } other)
        {
            _problems.Add((name, $"The pool '{name}' has {Slots(sizes[0].Slots)} by '{sizes[0].Step}' and {Slots(other.Slots)} by '{other.Step}'. Write the same, or set {PoolsSection}:{name} in the configuration."));
        }
    }

    private static string Slots(int number) => number == 1 ? "1 slot" : $"{number} slots";

    private void AddRate(string name, List<(string Step, RateLimitPolicy Policy)> limits, IConfigurationSection? configured)
    {
        var (step, first) = limits[0];
        var (permits, per) = (configured?["Permits"], configured?["Per"]);
        var rate = (first.Permits, first.Per);
        if (permits is not null)
        {
            rate.Permits = Number(permits) ?? Refuse(name, $"{RatesSection}:{name}:Permits", permits, "a whole number from 1 up");
        }

        if (per is not null && !(DurationText.TryParse(per, out rate.Per) && rate.Per > TimeSpan.Zero))
        {
            rate.Per = first.Per;
            _problems.Add((name, $"{RatesSection}:{name}:Per: {DurationText.Objection(per)}"));
        }

        _rates[name] = rate;
        if (permits is null && per is null && limits.Find(other => (other.Policy.Permits, other.Policy.Per) != (first.Permits, first.Per)) is { Step: not null } different)
        {
            _problems.Add((name, $"The rate limit '{name}' is {Text(first)} by '{step}' and {Text(different.Policy)} by '{different.Step}'. Write the same, or set {RatesSection}:{name} in the configuration."));
        }

        static string Text(RateLimitPolicy limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Permits} per {DurationText.Format(limit.Per)}");
    }

    private int Refuse(string name, string setting, string value, string what)
    {
        _problems.Add((name, $"{setting} is '{value}' in the configuration, which is not {what}."));
        return 1;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;

    private static IEnumerable<string> Strangers(IConfiguration configuration, string section, string what, string attribute, IReadOnlyCollection<string> known) =>
        configuration.GetSection(section).GetChildren()
            .Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{setting.Path} sets a {what} that no asset names with {attribute}.{NearestName.Suggestion(setting.Key, known)}");
}
