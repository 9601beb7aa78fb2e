namespace Dataplatform.Sdk;

/// <summary>
/// A mistake that its message explains in full: it names the thing, the place and the remedy. The runner prints the
/// message without a stack trace.
/// </summary>
public class DataplatformException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DataplatformException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What was caught.</param>
    public DataplatformException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same may succeed when it is tried again, so that <see cref="RetryAttribute"/> does.</summary>
    /// <value>False, since a mistake stays one; types of their own may say otherwise.</value>
    public virtual bool IsTransient => false;

    /// <summary>The column that could not be converted, or where within one the value is (<c>[].amount</c>); null for other mistakes.</summary>
    internal string? Path { get; init; }

    /// <summary>Why it could not be converted, without the place.</summary>
    internal string? Reason { get; init; }
}
