namespace Dataplatform.Sdk;

/// <summary>
/// The column is computed from tagged columns, but so that nothing of what was tagged can be seen in it: a hash, the last four
/// digits. Tags of what it comes from end here.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaskedAttribute : Attribute;
