namespace Dataplatform.Sdk;

/// <summary>
/// Marks a record whose members are several assets of one method, each named after its member. A nullable member is
/// optional: null means that this asset was not produced.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OutputsAttribute : Attribute;
