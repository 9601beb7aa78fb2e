namespace Dataplatform.Sdk;

/// <summary>The parameter is the asset's own last published version; null when there is none, so its type must be nullable.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SelfAttribute : Attribute;
