namespace Dataplatform.Sdk.Testing;

/// <summary>An event log does not do what the port promises. The message says which promise, and what happened instead.</summary>
public sealed class EventLogContractException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was promised and what happened.</param>
    /// <param name="innerException">What was found.</param>
    public EventLogContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
