namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What happens to the values of a place.</summary>
/// <param name="Place">The place.</param>
/// <param name="Conversion">The decision.</param>
/// <param name="Problem">Why it is refused, and what to do.</param>
internal sealed record PlaceConversion(ValuePlace Place, Conversion Conversion, string? Problem);
