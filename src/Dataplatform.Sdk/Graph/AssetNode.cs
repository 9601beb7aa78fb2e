using System.Diagnostics;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Graph;

/// <summary>An asset in its place: what it is, who makes it, what comes before and after.</summary>
[DebuggerDisplay("{Key.Path,nq}")]
public sealed class AssetNode
{
    internal AssetNode(AssetDefinition definition, StepDefinition step, string assembly)
    {
        Definition = definition;
        Step = step;
        Assembly = assembly;
    }

    /// <summary>The asset as declared.</summary>
    public AssetDefinition Definition { get; }

    /// <summary>The step that makes it.</summary>
    public StepDefinition Step { get; }

    /// <summary>The step that says its data version, if it is external; null if none does.</summary>
    public StepDefinition? Observer { get; internal set; }

    /// <summary>The steps that check it, in the order of the checks' names.</summary>
    public IReadOnlyList<StepDefinition> Checks { get; internal set; } = [];

    /// <summary>What it is checked for: what its contract promises, then its checks, in the order of their names.</summary>
    public IReadOnlyList<CheckDefinition> AllChecks => [.. Contract is null ? [] : Definition.Rows!.Schema.Checks.Select(PromiseOf), .. Checks.Select(check => check.Checks!)];

    /// <summary>What reads the rows to check what their contract promises; null if it promises nothing.</summary>
    internal StepDefinition? Contract { get; set; }

    /// <summary>The assets to which foreign keys of its contract refer.</summary>
    internal IReadOnlyDictionary<Type, AssetNode> References { get; set; } = new Dictionary<Type, AssetNode>();

    /// <summary>The steps that look at it before it is published.</summary>
    internal IEnumerable<StepDefinition> Audits => Contract is null ? Checks : Checks.Prepend(Contract);

    /// <summary>A promise of its contract as a check.</summary>
    internal CheckDefinition PromiseOf(ContractCheck promise) => new(Key, promise.Name) { Severity = promise.Severity, IsBlocking = promise.IsBlocking, Description = promise.Description };

    /// <summary>The identity.</summary>
    public AssetKey Key => Definition.Key;

    /// <summary>The assembly that declares it.</summary>
    public string Assembly { get; }

    /// <summary>What it reads or comes after, each once, in ordinal order; without its own last version.</summary>
    public IReadOnlyList<AssetNode> Upstreams { get; internal set; } = [];

    /// <summary>What reads it or comes after it, each once, in ordinal order.</summary>
    public IReadOnlyList<AssetNode> Downstreams { get; internal set; } = [];

    /// <summary>The place in <see cref="AssetGraph.Assets"/>.</summary>
    internal int Index { get; set; }

    /// <summary>The place among all assets in the ordinal order of the keys: comparing it is comparing keys.</summary>
    internal int Rank { get; set; }
}
