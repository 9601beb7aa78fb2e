namespace Dataplatform.Sdk;

/// <summary>
/// The parameter is a resource from dependency injection, although its type would be taken for an upstream asset.
/// For keyed services use <c>[FromKeyedServices]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceAttribute : Attribute;
