using System;
using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What changed about the partitions: more of the same are an addition, anything else leaves readers with keys that mean nothing.</summary>
internal static class PartitionComparison
{
    public static IEnumerable<ContractChange> Compare(AssetContract was, AssetContract now)
    {
        if (new HashSet<string>(was.Partitions, StringComparer.Ordinal).SetEquals(now.Partitions))
        {
            yield break;
        }

        var (old, current) = (Read(was), Read(now));
        if (old is null || current is null || was.Partitions.Count == 0 || now.Partitions.Count == 0 || !old.Keys.OrderBy(name => name, StringComparer.Ordinal).SequenceEqual(current.Keys.OrderBy(name => name, StringComparer.Ordinal)))
        {
            yield return new(ContractChangeKind.PartitionsChanged, ContractImpact.Major, now.Key, string.Empty, $"'{now.Key}' was {Words(was, old)} and is {Words(now, current)} now");
            yield break;
        }

        foreach (var name in old.Keys.OrderBy(name => name, StringComparer.Ordinal))
        {
            var (impact, text) = Compare(old[name], current[name]);
            if (text.Length > 0)
            {
                yield return new(
                    impact == ContractImpact.Major ? ContractChangeKind.PartitionsChanged : ContractChangeKind.PartitionsAdded, impact, now.Key, name,
                    $"the partitions '{name}' of '{now.Key}' {text}");
            }
        }
    }

    private static (ContractImpact Impact, string Text) Compare(PartitionDimension was, PartitionDimension now) => (was, now) switch
    {
        (EnumDimension old, EnumDimension current) when old.EnumType == current.EnumType => Members(old, current),
        (TimeDimension old, TimeDimension current) when IsSameClock(old, current) => Windows(old, current),
        (TimeDimension old, TimeDimension current) when old.ToString() == current.ToString() => (ContractImpact.Major, "have other windows or keys now"),
        _ when was == now => (ContractImpact.Patch, string.Empty),
        _ => (ContractImpact.Major, $"were {was} and are {now} now"),
    };

    private static (ContractImpact Impact, string Text) Members(EnumDimension was, EnumDimension now)
    {
        var (gone, added) = (was.Keys.Except(now.Keys, StringComparer.Ordinal).ToList(), now.Keys.Except(was.Keys, StringComparer.Ordinal).ToList());
        return gone.Count > 0 ? (ContractImpact.Major, $"have no {List(gone)} any more")
            : added.Count > 0 ? (ContractImpact.Minor, $"have {List(added)} now")
            : (ContractImpact.Patch, string.Empty);
    }

    private static bool IsSameClock(TimeDimension was, TimeDimension now) =>
        (was.Cadence, was.Cron, was.TimeZone, was.Format, was.Exclusions) == (now.Cadence, now.Cron, now.TimeZone, now.Format, now.Exclusions);

    private static (ContractImpact Impact, string Text) Windows(TimeDimension was, TimeDimension now)
    {
        var start = string.CompareOrdinal(now.Start, was.Start);
        var end = string.CompareOrdinal(now.End ?? "9", was.End ?? "9");
        var text = string.Join(" and ", new[]
        {
            start == 0 ? null : $"begin at {now.Start} and not at {was.Start}",
            end == 0 ? null : now.End is null ? "do not end any more" : $"end at {now.End}",
            now.EndOffset == was.EndOffset ? null : now.EndOffset < was.EndOffset ? "come later than their window ends" : "come earlier",
        }.OfType<string>());
        return (start > 0 || end < 0 || now.EndOffset < was.EndOffset ? ContractImpact.Major : ContractImpact.Minor, text);
    }

    // A lock of another version may say what this one cannot read; then all that can be said is that it differs.
    private static Dictionary<string, PartitionDimension>? Read(AssetContract asset)
    {
        try
        {
            return asset.Partitions.Select(text => DefinitionText.ReadDefinition(text).Dimensions[0]).ToDictionary(dimension => dimension.Name, StringComparer.Ordinal);
        }
        catch (FormatException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Words(AssetContract asset, Dictionary<string, PartitionDimension>? dimensions) =>
        asset.Partitions.Count == 0 ? "not partitioned"
        : "partitioned by " + (dimensions is null ? string.Join(" × ", asset.Partitions) : new PartitionsDefinition([.. dimensions.Values]).ToString());

    private static string List(IReadOnlyList<string> keys) => string.Join(", ", keys.Select(key => $"'{key}'"));
}
