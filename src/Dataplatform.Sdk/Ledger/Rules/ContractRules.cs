using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What is said of a change, and under which id.</summary>
internal static class ContractRules
{
    /// <summary>The command that records changes which break a promise.</summary>
    public const string Record = LockText.Command + " -p:AcceptContractChanges=true";

    /// <summary>The id under which a build reports it.</summary>
    public static string Id(ContractChange change) => !change.IsBreaking ? ContractRuleIds.NotLocked : change.Kind switch
    {
        ContractChangeKind.AssetGone => ContractRuleIds.AssetGone,
        ContractChangeKind.AssetHidden => ContractRuleIds.AssetHidden,
        ContractChangeKind.Form => ContractRuleIds.Form,
        ContractChangeKind.ColumnGone => ContractRuleIds.ColumnGone,
        ContractChangeKind.ColumnType => ContractRuleIds.ColumnType,
        ContractChangeKind.ColumnNullable => ContractRuleIds.ColumnNullable,
        ContractChangeKind.ColumnValuesAdded => ContractRuleIds.ColumnValues,
        ContractChangeKind.KeyChanged => ContractRuleIds.Key,
        ContractChangeKind.PartitionsChanged => ContractRuleIds.Partitions,
        ContractChangeKind.CheckGone => ContractRuleIds.CheckGone,
        ContractChangeKind.AssetReturns or ContractChangeKind.ColumnReturns => ContractRuleIds.Returns,
        _ => ContractRuleIds.Lifecycle,
    };

    /// <summary>The change and what to do about it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="version">The version that the asset has in the lock.</param>
    /// <param name="sharers">The keys of further assets of which the same is true, because they have the same rows.</param>
    public static string Message(ContractChange change, int version, IReadOnlyList<string> sharers)
    {
        var also = sharers.Count == 0 ? string.Empty : $" The same goes for {string.Join(", ", sharers.Select(key => $"'{key}'"))}.";
        return change.IsBreaking
            ? $"{Sentence(change)}.{also} {Remedy(change, version)}, or record it with '{Record}'."
            : $"{Sentence(change)}.{also} Record it with '{LockText.Command}'.";
    }

    /// <summary>The change as the beginning of a sentence.</summary>
    public static string Sentence(ContractChange change) => char.ToUpperInvariant(change.Text[0]) + change.Text.Substring(1);

    private static string Remedy(ContractChange change, int version) => change.Kind switch
    {
        ContractChangeKind.AssetGone => $"Its readers were promised it: bring it back, put [RenamedFrom(\"{Name(change.Key)}\")] on it if it has another name now",
        ContractChangeKind.AssetHidden => "Other assemblies were promised it: make it public again",
        ContractChangeKind.ColumnGone => $"Its readers were promised it: bring it back, put [RenamedFrom(\"{ColumnPath.Readable(Last(change.Path))}\")] on the member that has its values now, raise the version to {Next(version)}",
        ContractChangeKind.AssetReturns => "A reader of the old one would take it for the same: choose another name",
        ContractChangeKind.ColumnReturns => "A reader of the old one would take it for the same: choose another name",
        ContractChangeKind.VersionLowered => $"Leave it at {version.ToString(CultureInfo.InvariantCulture)}",
        ContractChangeKind.RetiresSooner => "Its readers were promised the other day: leave it",
        _ => $"Its readers were promised otherwise: take it back, raise the version to {Next(version)}",
    };

    private static string Next(int version) => $"[Asset(Version = {(version + 1).ToString(CultureInfo.InvariantCulture)})]";

    private static string Name(string key) => key.Substring(key.LastIndexOf('/') + 1);

    private static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);
}
