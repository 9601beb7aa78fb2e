namespace Dataplatform.Sdk;

/// <summary>
/// The column shows what is tagged, on purpose. Tags of what it comes from end here, and a public asset may have it.
/// </summary>
/// <param name="reason">Why that is right, for whoever asks.</param>
/// <example><code>public sealed record Order(long Id, [Declassified("The country alone tells nobody apart.")] string Country);</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class DeclassifiedAttribute(string reason) : Attribute
{
    /// <summary>Why that is right.</summary>
    public string Reason { get; } = reason;
}
