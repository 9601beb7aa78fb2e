using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Puts run and asset on each line. The scope is opened only for lines that are written, so silence costs nothing.</summary>
internal sealed class AssetLogger(ILogger inner, IStepLog? log, RunId run, AssetKey asset) : ILogger
{
    private KeyValuePair<string, object>[]? _scope;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel) || log?.IsEnabled(logLevel) == true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (log?.IsEnabled(logLevel) == true)
        {
            log.Write(logLevel, asset.Path, formatter(state, exception), exception);
        }

        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        _scope ??= [new("RunId", run.Value), new("Asset", asset.Path)];
        using (inner.BeginScope(_scope))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
