namespace Dataplatform.Sdk.Testing;

/// <summary>A store does not do what the port promises. The message says which promise, and what happened instead.</summary>
public sealed class StoreContractException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was promised and what happened.</param>
    public StoreContractException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was promised and what happened.</param>
    /// <param name="innerException">What the store threw.</param>
    public StoreContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
