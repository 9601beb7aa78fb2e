namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>What may go now that a session has ended.</summary>
/// <param name="Keys">Assets that have versions which were only waiting for this.</param>
/// <param name="Relations">Tables that have rows which were only waiting for this.</param>
/// <param name="Unpublished">The versions into which the session has staged, and published nothing.</param>
internal sealed record ReleasedSlices(IReadOnlyList<string> Keys, IReadOnlyList<string> Relations, IReadOnlyList<SlicedVersion> Unpublished);
