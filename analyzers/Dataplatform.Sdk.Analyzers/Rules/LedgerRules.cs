using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Tells what a compilation changed of what its lock promises.</summary>
internal static class LedgerRules
{
    /// <summary>The property of a diagnostic that says which change it is.</summary>
    public const string Change = "Change";

    /// <summary>The property of a diagnostic with the old name of what is gone.</summary>
    public const string OldName = "OldName";

    /// <summary>What changed about the assets of a method; live in the editor.</summary>
    public static IEnumerable<Diagnostic> OfMethod(DeclaredStep declared, CompilationLedger ledger, Compilation compilation, LedgerSettings settings, CancellationToken cancellationToken)
    {
        foreach (var asset in declared.Shapes)
        {
            foreach (var change in ledger.ChangesOf(asset))
            {
                if (IsSilent(change, settings) || Sharers(change, asset, ledger) is not { } sharers)
                {
                    continue;
                }

                yield return Create(change, PlaceOf(change, asset, declared.Method, compilation, cancellationToken), Version(change, ledger), sharers);
            }
        }
    }

    /// <summary>What the lock says of assets that are no more, and what of it cannot be read.</summary>
    public static IEnumerable<Diagnostic> OfFile(AdditionalText file, SourceText text, CompilationLedger ledger, LedgerSettings settings)
    {
        if (ledger.Lock.Problems.Count > 0)
        {
            return ledger.Lock.Problems.Select(problem => Diagnostic.Create(Descriptors.UnreadableLock, At(file, text, problem.Line), problem.Message));
        }

        return ledger.Gone()
            .Select(asset => new ContractChange(ContractChangeKind.AssetGone, ContractImpact.Major, asset.Key, string.Empty, $"'{asset.Key}' is gone"))
            .Where(change => !IsSilent(change, settings))
            .Select(change => Create(change, At(file, text, ledger.Lock.Lines[change.Key]), Version(change, ledger), []));
    }

    /// <summary>Whether the version of the package says what changed since an earlier one.</summary>
    public static Diagnostic? OfPackage(AdditionalText file, SourceText text, ContractsLock baseline, AssetGraph graph, LedgerSettings settings)
    {
        var ledger = new CompilationLedger(graph, baseline);
        var message = baseline.Problems.Count > 0
            ? $"'{file.Path}' cannot be read: {baseline.Problems[0].Message}"
            : PackageVersionRules.Check(settings.BaselineVersion, settings.PackageVersion, ledger.Changes());
        return message is null ? null : Diagnostic.Create(Descriptors.PackageVersion, At(file, text, 0), message);
    }

    // A build that writes the lock says only what keeps it from doing so.
    private static bool IsSilent(ContractChange change, LedgerSettings settings) => settings.IsLocking && (settings.Accepts || !change.IsBreaking);

    private static int Version(ContractChange change, CompilationLedger ledger) => ledger.Lock.Find(change.Key)?.Version ?? 1;

    private static Diagnostic Create(ContractChange change, Location place, int version, IReadOnlyList<string> sharers) => Diagnostic.Create(
        Descriptors.Of(ContractRules.Id(change)),
        place,
        ImmutableDictionary<string, string?>.Empty
            .Add(Change, string.Join("\n", new[] { change.Identity }.Concat(sharers.Select(key => (change with { Key = key }).Identity))))
            .Add(OldName, change.Kind switch
            {
                ContractChangeKind.AssetGone => change.Key.Substring(change.Key.LastIndexOf('/') + 1),
                ContractChangeKind.ColumnGone when ColumnPath.Parent(change.Path) is null => ColumnPath.Readable(change.Path),
                _ => null,
            }),
        ContractRules.Message(change, version, sharers));

    // A contract may be that of several assets, and its mistake is told once: by the first of them.
    private static IReadOnlyList<string>? Sharers(ContractChange change, AssetShape asset, CompilationLedger ledger)
    {
        if (!IsOfColumn(change))
        {
            return [];
        }

        var same = ledger.OfRow(asset.ValueType)
            .Where(other => other.Key == asset.Key || ledger.ChangesOf(other).Any(one => one.Identity == (change with { Key = other.Key }).Identity && one.IsBreaking == change.IsBreaking))
            .Select(other => other.Key).OrderBy(key => key, StringComparer.Ordinal).Distinct().ToList();
        return same.Count == 0 || same[0] == asset.Key ? [.. same.Skip(1)] : null;
    }

    private static bool IsOfColumn(ContractChange change) => change.Kind is >= ContractChangeKind.ColumnAdded and <= ContractChangeKind.ColumnValuesGone;

    // The member of the contract, if that is in this project; else the method.
    private static Location PlaceOf(ContractChange change, AssetShape asset, IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsOfColumn(change) || asset.Kind != ValueKind.Rows || ContractColumns.Find(compilation, asset.ValueType) is not { } type || type.Locations is not [{ IsInSource: true }, ..]
            || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return Places.First(method);
        }

        var column = change.Path;
        while (ColumnPath.Parent(column) is { } parent)
        {
            column = parent;
        }

        var members = ContractExtractor.Members(type, cancellationToken);
        var contract = ContractExtractor.Extract(type, cancellationToken).Contract;
        for (var i = 0; contract is not null && i < members.Count; i++)
        {
            if (string.Equals(ColumnPath.Escape(contract.Columns[i].Name), column, StringComparison.OrdinalIgnoreCase))
            {
                return Places.First(members[i]);
            }
        }

        return Places.First(type);
    }

    private static Location At(AdditionalText file, SourceText text, int line)
    {
        if (line >= text.Lines.Count)
        {
            return Location.Create(file.Path, default, default);
        }

        var span = text.Lines[line].Span;
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
