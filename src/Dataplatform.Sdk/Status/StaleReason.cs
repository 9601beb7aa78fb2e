namespace Dataplatform.Sdk.Status;

/// <summary>Why an asset is stale.</summary>
/// <param name="Text">As the end of a sentence that begins with the asset: <c>its code changed</c>.</param>
/// <param name="Upstream">The input that is the cause; null if it is the asset's own.</param>
/// <param name="IsInherited">Whether the input is only stale itself: the reason goes away if its data turns out to be the same.</param>
internal sealed record StaleReason(string Text, AssetKey? Upstream = null, bool IsInherited = false);
