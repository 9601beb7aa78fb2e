namespace Dataplatform.Sdk;

/// <summary>Sets precision and scale of a <see cref="decimal"/> column.</summary>
/// <param name="precision">All digits, 1 to 28. Default without the attribute: 28.</param>
/// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>. Default without the attribute: 10.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class DecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>All digits, 1 to 28.</summary>
    public int Precision { get; } = precision;

    /// <summary>Digits after the point.</summary>
    public int Scale { get; } = scale;
}
