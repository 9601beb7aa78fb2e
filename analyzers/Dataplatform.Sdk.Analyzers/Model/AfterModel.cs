namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>An asset that a step comes after.</summary>
/// <param name="Attribute">The ordinal among the method's [After] attributes.</param>
/// <param name="Argument">The ordinal of the name in the attribute.</param>
internal sealed record AfterModel(string Key, int Attribute, int Argument);
