namespace Dataplatform.Sdk.Checks;

/// <summary>The text matches a pattern, somewhere in it unless the pattern says otherwise. Missing texts count for nothing.</summary>
/// <param name="pattern">The pattern, in the engine's dialect: DuckDB's is that of RE2.</param>
/// <example><code>[Regex("^[A-Z]{2}$")] string Country</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RegexAttribute(string pattern) : ContractCheckAttribute
{
    /// <summary>The pattern.</summary>
    public string Pattern { get; } = pattern;
}
