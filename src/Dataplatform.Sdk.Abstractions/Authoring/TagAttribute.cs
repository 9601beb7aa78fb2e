namespace Dataplatform.Sdk;

/// <summary>
/// Says what a column holds that not everybody may see. The tag follows the values into every column that is computed from them,
/// through queries and code, and a public asset may not show such a column without <see cref="MaskedAttribute"/> or
/// <see cref="DeclassifiedAttribute"/> (DP3001).
/// </summary>
/// <param name="name">The tag, in lower case: <c>salary</c>, <c>health</c>.</param>
/// <example><code>public sealed record Employee(long Id, [property: Tag("salary")] decimal Wage);</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property, AllowMultiple = true)]
public sealed class TagAttribute(string name) : Attribute
{
    /// <summary>The tag.</summary>
    public string Name { get; } = name;
}
