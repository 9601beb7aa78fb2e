using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>A step that will be in the plan, before its place is known.</summary>
internal sealed class StepDraft(AssetNode node, IReadOnlyList<AssetDefinition> assets)
{
    /// <summary>One of its selected assets.</summary>
    public AssetNode Node => node;

    public StepDefinition Step => node.Step;

    public IReadOnlyList<AssetDefinition> Assets => assets;

    /// <summary>The ordinally first asset: what ties are broken by.</summary>
    public AssetKey First { get; } = assets.Count == 1 ? assets[0].Key : assets.Min(asset => asset.Key);

    public int Index { get; set; }

    public IReadOnlyList<(StepDraft Draft, AssetKey Key, bool CanBeAbsent)> Upstreams { get; set; } = [];
}
