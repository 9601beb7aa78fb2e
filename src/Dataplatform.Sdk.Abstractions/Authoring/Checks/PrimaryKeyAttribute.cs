namespace Dataplatform.Sdk.Checks;

/// <summary>The value here tells rows apart: it is unique and never missing. On several members, their values together do.</summary>
/// <example><code>[Contract] public sealed record Order([PrimaryKey] long OrderId, string Status);</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PrimaryKeyAttribute : ContractCheckAttribute;
