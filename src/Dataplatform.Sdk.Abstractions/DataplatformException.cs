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
}
