using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Writes changes into a lock. What is gone stays in it as retired.</summary>
internal static class LockUpdate
{
    /// <summary>The lock after the changes; a breaking one that is not accepted leaves what it concerns as it was promised.</summary>
    /// <param name="before">The lock.</param>
    /// <param name="now">The contracts that are published now.</param>
    /// <param name="changes">What <see cref="ContractComparison"/> found between them.</param>
    /// <param name="accepts">Whether a change may be written.</param>
    public static ContractsLock Apply(ContractsLock before, IEnumerable<AssetContract> now, IReadOnlyList<ContractChange> changes, Func<ContractChange, bool> accepts)
    {
        var held = changes.Where(change => !accepts(change)).ToLookup(change => change.Key, StringComparer.Ordinal);
        var assets = new Dictionary<string, AssetContract>(StringComparer.Ordinal);
        var retired = before.Retired.ToDictionary(asset => asset.Key, StringComparer.Ordinal);
        foreach (var asset in now)
        {
            var old = asset.RenamedFrom.FirstOrDefault(key => before.Find(key) is not null && before.Find(asset.Key) is null);
            var was = before.Find(asset.Key) ?? (old is null ? null : before.Find(old));
            if (held[asset.Key].Any(change => change.Kind is ContractChangeKind.AssetReturns or ContractChangeKind.AssetAdded or ContractChangeKind.AssetRenamed))
            {
                continue;
            }

            retired.Remove(asset.Key);
            assets[asset.Key] = was is null ? asset with { RetiredColumns = [] } : Merge(was, asset, [.. held[asset.Key]]);
            if (old is not null)
            {
                retired[old] = new(old, asset.Key);
            }
        }

        foreach (var asset in before.Assets.Where(asset => !assets.ContainsKey(asset.Key) && !retired.ContainsKey(asset.Key)))
        {
            if (changes.Any(change => change.Key == asset.Key && change.Kind is ContractChangeKind.AssetGone or ContractChangeKind.AssetHidden && accepts(change)))
            {
                retired[asset.Key] = new(asset.Key, null);
            }
            else
            {
                assets[asset.Key] = asset;
            }
        }

        return new(assets.Values, retired.Values);
    }

    private static AssetContract Merge(AssetContract was, AssetContract now, IReadOnlyList<ContractChange> held)
    {
        bool Holds(params ContractChangeKind[] kinds) => held.Any(change => kinds.Contains(change.Kind));
        var isForm = Holds(ContractChangeKind.Form);
        var merged = now with
        {
            Form = isForm ? was.Form : now.Form,
            Columns = isForm ? was.Columns : Columns(was, now, held),
            WriteKey = Holds(ContractChangeKind.KeyAdded, ContractChangeKind.KeyChanged) ? was.WriteKey : now.WriteKey,
            Partitions = Holds(ContractChangeKind.PartitionsAdded, ContractChangeKind.PartitionsChanged) ? was.Partitions : now.Partitions,
            Checks = [.. now.Checks.Where(check => !held.Any(change => change.Kind == ContractChangeKind.CheckAdded && change.Path == check))
                .Concat(was.Checks.Where(check => held.Any(change => change.Kind == ContractChangeKind.CheckGone && change.Path == check))).Distinct(StringComparer.Ordinal)],
            Version = Holds(ContractChangeKind.VersionLowered, ContractChangeKind.VersionRaised) ? was.Version : now.Version,
            Supersedes = Holds(ContractChangeKind.Supersedes) ? was.Supersedes : now.Supersedes,
            Retires = Holds(ContractChangeKind.RetiresLater, ContractChangeKind.RetiresSooner) ? was.Retires : now.Retires,
        };
        return merged with { RetiredColumns = Retired(was, now, merged.Columns) };
    }

    private static IReadOnlyList<ColumnContract> Columns(AssetContract was, AssetContract now, IReadOnlyList<ContractChange> held)
    {
        var kept = held.Where(IsOfColumn).Select(change => change.Path).ToList();
        if (kept.Count == 0)
        {
            return now.Columns;
        }

        // A place in which a change is held is as it was, with all that is within.
        var renaming = Renaming.Of(was, now);
        bool IsKept(string path) => kept.Exists(outer => ColumnPath.IsWithin(path, outer));
        return
        [
            .. now.Columns.Where(column => !IsKept(column.Path)),
            .. was.Columns.Where(column => IsKept(column.Path) || IsKept(renaming.Forth(column.Path))),
        ];
    }

    private static bool IsOfColumn(ContractChange change) => change.Kind is >= ContractChangeKind.ColumnAdded and <= ContractChangeKind.ColumnValuesGone;

    private static IReadOnlyList<RetiredColumn> Retired(AssetContract was, AssetContract now, IReadOnlyList<ColumnContract> columns)
    {
        var live = new HashSet<string>(columns.Select(column => column.Path), StringComparer.OrdinalIgnoreCase);
        var renaming = Renaming.Of(was, now);
        var gone = was.Columns.Where(column => !live.Contains(column.Path) && (ColumnPath.Parent(column.Path) is not { } parent || live.Contains(renaming.Forth(parent))))
            .Select(column => new RetiredColumn(column.Path, column.TypeText, renaming.Successor(column.Path)));
        return [.. was.RetiredColumns.Concat(gone).Where(column => !live.Contains(column.Path)).GroupBy(column => column.Path, StringComparer.OrdinalIgnoreCase).Select(same => same.Last())];
    }
}
