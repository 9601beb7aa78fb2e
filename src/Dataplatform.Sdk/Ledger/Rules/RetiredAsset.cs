namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>An asset that is no more, and whose key therefore means something already.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Successor">The key that it has now; null if it is gone.</param>
internal sealed record RetiredAsset(string Key, string? Successor);
