namespace Dataplatform.Sdk.Catalog;

/// <summary>A pool that a step takes a slot of; see <see cref="PoolAttribute"/>.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Slots">How many steps may be in it at once; null if this step does not say.</param>
public sealed record PoolPolicy(string Name, int? Slots = null);
