namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>A column that is no more, and whose name therefore means something already.</summary>
/// <param name="Path">Its path.</param>
/// <param name="TypeText">The type that it had, with a question mark if it was nullable.</param>
/// <param name="Successor">The path that it has now; null if it is gone.</param>
internal sealed record RetiredColumn(string Path, string TypeText, string? Successor);
