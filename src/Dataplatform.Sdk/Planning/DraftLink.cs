using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>An asset that a step waits for, before the places in the plan are known.</summary>
/// <param name="Maker">The step that makes it.</param>
/// <param name="Node">The asset.</param>
/// <param name="CanBeAbsent">Whether the step runs all the same when that asset's method leaves it out.</param>
internal readonly record struct DraftLink(StepDraft Maker, AssetNode Node, bool CanBeAbsent) : IComparable<DraftLink>
{
    /// <summary>The order of the plan, then of the keys.</summary>
    public int CompareTo(DraftLink other) =>
        Maker.Index != other.Maker.Index ? Maker.Index.CompareTo(other.Maker.Index) : Node.Rank.CompareTo(other.Node.Rank);
}
