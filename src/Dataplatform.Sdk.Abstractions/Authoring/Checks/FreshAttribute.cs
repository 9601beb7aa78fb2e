namespace Dataplatform.Sdk.Checks;

/// <summary>The latest value here is not older than that, by the run's clock. Without rows nothing is fresh.</summary>
/// <param name="within">A length of time: <c>36h</c>, <c>2d</c>.</param>
/// <example><code>[Fresh("36h")] DateTimeOffset OrderedAt</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class FreshAttribute(string within) : ContractCheckAttribute
{
    /// <summary>A length of time.</summary>
    public string Within { get; } = within;
}
