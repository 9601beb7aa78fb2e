using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>A step that will be in the plan, before its place is known.</summary>
/// <param name="node">One of its selected assets.</param>
/// <param name="assets">What it will publish.</param>
/// <param name="rank">The rank of the ordinally first of them: what ties are broken by.</param>
internal sealed class StepDraft(AssetNode node, AssetDefinition[] assets, int rank)
{
    public AssetNode Node => node;

    public AssetDefinition[] Assets => assets;

    public int Rank => rank;

    public int Index { get; set; }

    /// <summary>How many of its upstreams have no place yet.</summary>
    public int WaitsFor { get; set; }

    public DraftLink[] Upstreams { get; set; } = [];

    public List<StepDraft>? Readers { get; set; }
}
