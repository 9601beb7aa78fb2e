namespace Dataplatform.Sdk;

/// <summary>The column holds what tells a person from others: <c>[Tag("pii")]</c>.</summary>
/// <example><code>public sealed record Customer(long Id, [Pii] string Email);</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PiiAttribute : Attribute;
