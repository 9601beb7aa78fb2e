using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.Checks;

/// <summary>The value is within bounds, themselves included. Missing values are within.</summary>
/// <example><code>[Range(0, 100)] int Share, [Range("2000-01-01", "2099-12-31")] DateOnly Day, [Range(Min = "0")] decimal Amount</code></example>
[SuppressMessage("Design", "CA1019:Define accessors for attribute arguments", Justification = "Min and Max hold every form of bound as text.")]
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RangeAttribute : ContractCheckAttribute
{
    /// <summary>Bounds by <see cref="Min"/> and <see cref="Max"/>.</summary>
    public RangeAttribute()
    {
    }

    /// <summary>Bounds of whole numbers.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    public RangeAttribute(long min, long max) => (Min, Max) = (Text(min), Text(max));

    /// <summary>Bounds of numbers.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    public RangeAttribute(double min, double max) => (Min, Max) = (Text(min), Text(max));

    /// <summary>Bounds of dates, times, decimals and texts.</summary>
    /// <param name="min">The least value, as a SQL literal without quotes: <c>2024-01-01</c>.</param>
    /// <param name="max">The greatest value.</param>
    public RangeAttribute(string min, string max) => (Min, Max) = (min, max);

    /// <summary>The least value, as a SQL literal without quotes.</summary>
    /// <value>Default: null, none.</value>
    public string? Min { get; set; }

    /// <summary>The greatest value, as a SQL literal without quotes.</summary>
    /// <value>Default: null, none.</value>
    public string? Max { get; set; }

    private static string Text(IFormattable value) => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
