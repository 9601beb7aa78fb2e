using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Graph.Rules;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>The rules on assets that end, and on those that stand in the place of others.</summary>
internal static class RetirementRules
{
    /// <summary>Checks what a parameter reads; null if that stays.</summary>
    /// <param name="consumer">The asset that has the parameter.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="upstream">The asset that it reads.</param>
    /// <param name="all">All known assets, to name the successor.</param>
    /// <param name="today">Today as <c>2026-12-31</c>; null if that is not to be judged.</param>
    public static GraphProblem? Check(AssetShape consumer, string parameter, AssetShape upstream, IEnumerable<AssetShape> all, string? today)
    {
        if (upstream.Promise.Retires is not { } day || !RetirementDay.IsDay(day))
        {
            return null;
        }

        var isOver = today is not null && RetirementDay.IsOver(day, today);
        return new(
            isOver ? ContractRuleIds.Retired : ContractRuleIds.Retiring,
            $"Parameter '{parameter}' of '{consumer.Source}' reads the asset '{upstream.Key}', which {(isOver ? "was made" : "is made")} until {day}.{Instead(upstream.Key, all)}",
            consumer.Key, consumer.Source, parameter);
    }

    /// <summary>What a running app says of an asset that has ended; null if it has not.</summary>
    public static string? Overdue(AssetShape asset, IEnumerable<AssetShape> all, string today) => asset.Promise.Retires is { } day && RetirementDay.IsOver(day, today)
        ? $"'{asset.Key}' was to be made until {day}, and that is over. Remove '{asset.Source}', or give it another day with [Retires].{Instead(asset.Key, all)}"
        : null;

    /// <summary>Checks in the place of what an asset stands; null if nothing is wrong.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="superseded">The asset of the key that it names; null if there is none.</param>
    /// <param name="isRetired">Whether that was an asset once.</param>
    /// <param name="all">All known assets, to suggest one.</param>
    public static GraphProblem? CheckSuperseded(AssetShape asset, AssetShape? superseded, bool isRetired, IEnumerable<AssetShape> all)
    {
        if (asset.Promise.Supersedes is not { } key)
        {
            return null;
        }

        var message = superseded is null
            ? isRetired ? null : $"'{asset.Source}' stands in the place of '{key}', which does not exist.{NearestName.Suggestion(key, all.Select(other => other.Key).Where(other => other != asset.Key))}"
            : superseded.Key == asset.Key ? $"'{asset.Source}' stands in its own place. Name the asset that was there before it in [Supersedes]."
            : superseded.Promise.Version >= asset.Promise.Version ? $"'{asset.Source}' stands in the place of '{key}' and has no higher version. Write [Asset(Version = {superseded.Promise.Version + 1})]."
            : null;
        return message is null ? null : new(ContractRuleIds.Declaration, message, asset.Key, asset.Source, null);
    }

    private static string Instead(string key, IEnumerable<AssetShape> all) =>
        all.Where(asset => asset.Promise.Supersedes == key && asset.IsPublic).OrderBy(asset => asset.Key, System.StringComparer.Ordinal).FirstOrDefault() is { } successor
            ? $" '{successor.Key}' stands in its place."
            : string.Empty;
}
