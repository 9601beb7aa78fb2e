using System.Collections.Concurrent;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>What a compilation promises, and what its lock says that it promised. Contracts are read when somebody first asks.</summary>
internal sealed class CompilationLedger
{
    private readonly ConcurrentDictionary<string, AssetContract> _contracts = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, AssetShape>> _byRow;
    private readonly Lazy<HashSet<string>> _keys;

    public CompilationLedger(AssetGraph graph, ContractsLock contracts)
    {
        Graph = graph;
        Lock = contracts;
        _byRow = new(() => Published.Where(asset => asset.Kind == ValueKind.Rows).ToLookup(asset => asset.ValueType, StringComparer.Ordinal));
        _keys = new(() => new HashSet<string>(graph.Own.Select(asset => asset.Key), StringComparer.Ordinal));
    }

    public AssetGraph Graph { get; }

    public ContractsLock Lock { get; }

    /// <summary>The assets that other assemblies may read, as far as they can be understood.</summary>
    public IEnumerable<AssetShape> Published => Graph.Own.Where(IsPublished);

    /// <summary>The contracts of all published assets.</summary>
    public IReadOnlyList<AssetContract> Contracts => [.. Published.GroupBy(asset => asset.Key, StringComparer.Ordinal).Select(same => Of(same.First())).Where(ContractReader.IsKnown)];

    /// <summary>Whether it is an asset that others may read, and the one that has its key.</summary>
    public bool IsPublished(AssetShape asset) => asset.IsPublic && !Graph.IsBroken(asset.Key);

    /// <summary>Whether the compilation has an asset of a key, whoever may read it.</summary>
    public bool Has(string key) => _keys.Value.Contains(key);

    /// <summary>The contract of an asset, with those of its old names that are not in use.</summary>
    public AssetContract Of(AssetShape asset) => _contracts.GetOrAdd(asset.Key, _ =>
    {
        var contract = ContractReader.Of(asset);
        return contract.RenamedFrom.Any(Has) ? contract with { RenamedFrom = [.. contract.RenamedFrom.Where(old => !Has(old))] } : contract;
    });

    /// <summary>What changed about an asset.</summary>
    public IEnumerable<ContractChange> ChangesOf(AssetShape asset)
    {
        if (!asset.IsPublic)
        {
            return Lock.Find(asset.Key) is null ? [] : ContractComparison.Compare(new([Lock.Find(asset.Key)!], []), [], static _ => true);
        }

        return Graph.IsBroken(asset.Key) || Of(asset) is not { } contract || !ContractReader.IsKnown(contract) ? [] : ContractComparison.OfAsset(Lock, contract);
    }

    /// <summary>Everything that changed.</summary>
    public IReadOnlyList<ContractChange> Changes() => ContractComparison.Compare(Without(Lock), Contracts, Has);

    /// <summary>The published assets whose rows are of the same type.</summary>
    public IEnumerable<AssetShape> OfRow(string type) => _byRow.Value[type];

    /// <summary>The assets of a lock that are gone, and not under another name now.</summary>
    public IEnumerable<AssetContract> Gone()
    {
        // Of a method that could not be read nobody knows what it makes.
        if (Graph.Steps.Any(step => step.Failure is not null))
        {
            return [];
        }

        var renamed = new HashSet<string>(Published.SelectMany(asset => asset.Promise.RenamedFrom), StringComparer.Ordinal);
        return Lock.Assets.Where(asset => !Has(asset.Key) && !renamed.Contains(asset.Key));
    }

    // What cannot be understood now is as it was promised, until it can.
    private ContractsLock Without(ContractsLock contracts)
    {
        var unknown = new HashSet<string>(Published.Select(Of).Where(contract => !ContractReader.IsKnown(contract)).Select(contract => contract.Key)
            .Concat(Graph.Own.Where(asset => Graph.IsBroken(asset.Key)).Select(asset => asset.Key)), StringComparer.Ordinal);
        return unknown.Count == 0 ? contracts : new(contracts.Assets.Where(asset => !unknown.Contains(asset.Key)), contracts.Retired);
    }
}
