namespace Dataplatform.Sdk.Checks;

/// <summary>The value is one of a few. Missing values count for nothing. For a set that has a name, an enum is better.</summary>
/// <example><code>[OneOf("open", "paid", "sent")] string Status</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class OneOfAttribute : ContractCheckAttribute
{
    /// <summary>Texts, or other values as SQL literals without quotes.</summary>
    /// <param name="values">The values.</param>
    public OneOfAttribute(params string[] values) => Values = values;

    /// <summary>The values.</summary>
    public IReadOnlyList<string> Values { get; }
}
