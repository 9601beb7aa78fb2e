namespace Dataplatform.Sdk.Checks;

/// <summary>The text has so many characters. Missing texts count for nothing.</summary>
/// <param name="min">At least so many.</param>
/// <param name="max">At most so many.</param>
/// <example><code>[Length(2, 2)] string Country</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class LengthAttribute(int min, int max = int.MaxValue) : ContractCheckAttribute
{
    /// <summary>At least so many characters.</summary>
    public int Min { get; } = min;

    /// <summary>At most so many characters.</summary>
    public int Max { get; } = max;
}
