namespace Dataplatform.Sdk.Testing;

/// <summary>What is wrong with a test of assets, or what an asset did wrong in it. The message is all there is to know.</summary>
/// <example><code>await Assert.ThrowsAsync&lt;AssetTestException&gt;(() => test.MaterializeAsync());</code></example>
public sealed class AssetTestException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public AssetTestException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What was caught.</param>
    public AssetTestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
