using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What changed between what was promised and what is, and what that means for a reader.</summary>
internal static class ContractComparison
{
    /// <summary>All changes, in the order of the keys.</summary>
    /// <param name="before">What was promised.</param>
    /// <param name="now">The contracts that are published now.</param>
    /// <param name="isHidden">Whether there is still an asset of a key, which nobody else may read.</param>
    /// <param name="retired">The assets that are known to be no more, with what became of them.</param>
    public static IReadOnlyList<ContractChange> Compare(ContractsLock before, IEnumerable<AssetContract> now, Func<string, bool>? isHidden = null, IEnumerable<RetiredAsset>? retired = null)
    {
        var current = now.ToDictionary(asset => asset.Key, StringComparer.Ordinal);
        var renamed = Renamed(before, current, retired ?? []);
        var changes = new List<ContractChange>();
        foreach (var asset in current.Values.OrderBy(asset => asset.Key, StringComparer.Ordinal))
        {
            changes.AddRange(OfAsset(before, asset, renamed));
        }

        changes.AddRange(before.Assets.Where(asset => !current.ContainsKey(asset.Key) && !renamed.ContainsValue(asset.Key)).Select(asset => isHidden?.Invoke(asset.Key) == true
            ? new ContractChange(ContractChangeKind.AssetHidden, ContractImpact.Major, asset.Key, string.Empty, $"'{asset.Key}' is internal now")
            : new(ContractChangeKind.AssetGone, ContractImpact.Major, asset.Key, string.Empty, $"'{asset.Key}' is gone")));
        return [.. changes.OrderBy(change => change.Key, StringComparer.Ordinal)];
    }

    /// <summary>The changes of one asset.</summary>
    public static IEnumerable<ContractChange> OfAsset(ContractsLock before, AssetContract now) => OfAsset(before, now, Renamed(before, new(StringComparer.Ordinal) { [now.Key] = now }, []));

    /// <summary>The greatest of them; a patch if there is none.</summary>
    public static ContractImpact Greatest(IEnumerable<ContractChange> changes) => changes.Aggregate(ContractImpact.Patch, (greatest, change) => change.Impact > greatest ? change.Impact : greatest);

    // The key that each renamed asset had in the lock, by its key now.
    private static Dictionary<string, string> Renamed(ContractsLock before, Dictionary<string, AssetContract> current, IEnumerable<RetiredAsset> retired)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = current.Values.SelectMany(asset => asset.RenamedFrom, (asset, old) => (asset.Key, Old: old))
            .Concat(retired.Where(asset => asset.Successor is not null && current.ContainsKey(asset.Successor)).Select(asset => (Key: asset.Successor!, Old: asset.Key)));
        foreach (var (key, old) in names)
        {
            if (before.Find(key) is null && before.Find(old) is not null && !current.ContainsKey(old) && !renamed.ContainsKey(key))
            {
                renamed.Add(key, old);
            }
        }

        return renamed;
    }

    private static IEnumerable<ContractChange> OfAsset(ContractsLock before, AssetContract now, Dictionary<string, string> renamed)
    {
        if (before.Find(now.Key) is { } same)
        {
            return Changes(same, now);
        }

        if (renamed.TryGetValue(now.Key, out var old))
        {
            return Changes(before.Find(old)!, now)
                .Concat([new(ContractChangeKind.AssetRenamed, ContractImpact.Major, now.Key, string.Empty, $"'{old}' is '{now.Key}' now") { IsDeliberate = true }]);
        }

        return before.FindRetired(now.Key) is not null
            ? [new(ContractChangeKind.AssetReturns, ContractImpact.Major, now.Key, string.Empty, $"'{now.Key}' was retired, and its key is used again")]
            : [new(ContractChangeKind.AssetAdded, ContractImpact.Minor, now.Key, string.Empty, $"'{now.Key}' is new")];
    }

    private static IEnumerable<ContractChange> Changes(AssetContract was, AssetContract now)
    {
        var isMeant = now.Version > was.Version;
        return All(was, now).Select(change => change.Impact == ContractImpact.Major && isMeant ? change with { IsDeliberate = true } : change);
    }

    private static IEnumerable<ContractChange> All(AssetContract was, AssetContract now)
    {
        ContractChange Change(ContractChangeKind kind, ContractImpact impact, string path, string text) => new(kind, impact, now.Key, path, text);
        if (was.Form != now.Form)
        {
            yield return Change(ContractChangeKind.Form, ContractImpact.Major, string.Empty, $"'{now.Key}' was {Words(was.Form)} and is {Words(now.Form)} now");
        }
        else
        {
            foreach (var change in ColumnComparison.Compare(was, now))
            {
                yield return change;
            }
        }

        if (was.WriteKey.Count == 0 && now.WriteKey.Count > 0)
        {
            yield return Change(ContractChangeKind.KeyAdded, ContractImpact.Minor, string.Empty, $"'{now.Key}' has the key {List(now.WriteKey)} now");
        }
        else if (!ColumnComparison.AreSame(was.WriteKey, Renaming.Of(was, now).Back(now.WriteKey)))
        {
            yield return Change(ContractChangeKind.KeyChanged, ContractImpact.Major, string.Empty,
                $"the key of '{now.Key}' was {List(was.WriteKey)} and {(now.WriteKey.Count == 0 ? "it has none" : "is " + List(now.WriteKey))} now");
        }

        foreach (var change in PartitionComparison.Compare(was, now))
        {
            yield return change;
        }

        foreach (var check in was.Checks.Except(now.Checks, StringComparer.Ordinal))
        {
            yield return Change(ContractChangeKind.CheckGone, ContractImpact.Major, check, $"the check '{ColumnPath.Readable(check)}' of '{now.Key}' is gone");
        }

        foreach (var check in now.Checks.Except(was.Checks, StringComparer.Ordinal))
        {
            yield return Change(ContractChangeKind.CheckAdded, ContractImpact.Minor, check, $"'{now.Key}' has the check '{ColumnPath.Readable(check)}' now");
        }

        if (now.Version != was.Version)
        {
            yield return Change(now.Version > was.Version ? ContractChangeKind.VersionRaised : ContractChangeKind.VersionLowered, now.Version > was.Version ? ContractImpact.Minor : ContractImpact.Major, string.Empty,
                string.Format(CultureInfo.InvariantCulture, "'{0}' was version {1} and is version {2} now", now.Key, was.Version, now.Version));
        }

        if (now.Supersedes != was.Supersedes)
        {
            yield return Change(ContractChangeKind.Supersedes, now.Supersedes is null ? ContractImpact.Patch : ContractImpact.Minor, string.Empty,
                now.Supersedes is null ? $"'{now.Key}' does not stand in the place of '{was.Supersedes}' any more" : $"'{now.Key}' stands in the place of '{now.Supersedes}'");
        }

        if (now.Retires != was.Retires)
        {
            yield return Retirement(was, now);
        }
    }

    // Whoever was told a day has planned with it.
    private static ContractChange Retirement(AssetContract was, AssetContract now) => was.Retires is { } old
        ? now.Retires is { } day && string.CompareOrdinal(day, old) < 0
            ? new(ContractChangeKind.RetiresSooner, ContractImpact.Major, now.Key, string.Empty, $"'{now.Key}' was to be made until {old} and ends on {day} now")
            : new(ContractChangeKind.RetiresLater, ContractImpact.Patch, now.Key, string.Empty, $"'{now.Key}' {(now.Retires is null ? "does not end any more" : $"is made until {now.Retires} now")}")
        : new(ContractChangeKind.RetiresLater, ContractImpact.Minor, now.Key, string.Empty, $"'{now.Key}' ends on {now.Retires}");

    private static string Words(string form) => form switch
    {
        AssetContract.Table => "a table",
        AssetContract.Effect => "an effect",
        _ => $"one value of '{form.Substring(form.IndexOf(' ') + 1)}'",
    };

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"'{ColumnPath.Readable(name)}'"));
}
