namespace Dataplatform.Sdk;

/// <summary>
/// Marks a type whose values are assets as a whole (a fitted model, a report): stored as JSON, and a parameter of the
/// type is an upstream asset, not a resource.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class ArtifactAttribute : Attribute;
