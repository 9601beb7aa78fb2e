using System.Data.Common;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>What DuckDB refused, as ADO.NET reports it. The message is DuckDB's own, or says what is in the way and what to do.</summary>
public sealed class DuckDbException : DbException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What was caught; null if there is nothing.</param>
    public DuckDbException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal DuckDbException(Interop.DuckDbException cause)
        : base(cause.Message, cause) => IsTransient = cause.IsWriteConflict;

    /// <summary>Whether another transaction was faster: nothing was written, and the same may be tried again.</summary>
    public override bool IsTransient { get; }
}
