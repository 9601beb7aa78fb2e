namespace Dataplatform.Sdk;

/// <summary>
/// Makes a record a data contract: the type of a row and the schema of a table. Each parameter of the primary constructor
/// is a column, named in snake_case, required unless nullable. Its codec is generated; nothing is read by reflection.
/// </summary>
/// <example><code>[Contract] public sealed record Order(long OrderId, DateOnly OrderedOn, decimal Amount, string? Note);</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ContractAttribute : Attribute;
