using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What a project has promised its readers, as its <c>contracts.lock</c> says.</summary>
internal sealed class ContractsLock
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "contracts.lock";

    private readonly Dictionary<string, AssetContract> _assets;
    private readonly Dictionary<string, RetiredAsset> _retired;

    public ContractsLock(IEnumerable<AssetContract> assets, IEnumerable<RetiredAsset> retired)
    {
        Assets = [.. assets.OrderBy(asset => asset.Key, StringComparer.Ordinal)];
        Retired = [.. retired.OrderBy(asset => asset.Key, StringComparer.Ordinal)];
        _assets = Assets.ToDictionary(asset => asset.Key, StringComparer.Ordinal);
        _retired = Retired.ToDictionary(asset => asset.Key, StringComparer.Ordinal);
    }

    /// <summary>The published assets, in the order of their keys.</summary>
    public IReadOnlyList<AssetContract> Assets { get; }

    /// <summary>The assets that are no more, in the order of their keys.</summary>
    public IReadOnlyList<RetiredAsset> Retired { get; }

    /// <summary>What of the text could not be read.</summary>
    public IReadOnlyList<LockProblem> Problems { get; init; } = [];

    /// <summary>The number of the line, from 0, that begins what is said of an asset.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public AssetContract? Find(string key) => _assets.TryGetValue(key, out var asset) ? asset : null;

    public RetiredAsset? FindRetired(string key) => _retired.TryGetValue(key, out var asset) ? asset : null;
}
