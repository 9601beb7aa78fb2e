using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Where what a run's steps say is kept, whatever the host's logging leaves out.</summary>
internal interface IStepLog
{
    /// <summary>Whether lines of a level are kept.</summary>
    bool IsEnabled(LogLevel level);

    /// <summary>Keeps a line.</summary>
    void Write(LogLevel level, string origin, string message, Exception? exception);
}
