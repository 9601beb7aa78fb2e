namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A change that would put something right, for the code fixes.</summary>
/// <param name="Kind">What to do: one of <see cref="RemedyKinds"/>.</param>
/// <param name="Value">With what: a type, a name or a key; empty where the kind says all.</param>
internal sealed record Remedy(string Kind, string Value = "");
