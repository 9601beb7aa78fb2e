namespace Dataplatform.Sdk.Catalog;

/// <summary>A service that a step takes from dependency injection.</summary>
/// <param name="Type">The service type.</param>
/// <param name="Key">The service key; null for an ordinary service.</param>
/// <param name="Parameter">The parameter that takes it, for messages.</param>
/// <param name="IsOptional">Whether null is passed when nothing is registered.</param>
public sealed record ResourceDefinition(Type Type, object? Key, string Parameter, bool IsOptional = false);
