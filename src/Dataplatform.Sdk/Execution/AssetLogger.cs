using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Puts run, asset and attempt on each line, and takes secrets out of it. The scope is opened only for lines that are written, so silence costs nothing.</summary>
internal sealed class AssetLogger(ILogger inner, IStepLog? log, RunId run, AssetKey asset, int attempt) : ILogger
{
    private KeyValuePair<string, object>[]? _scope;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel) || log?.IsEnabled(logLevel) == true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var message = formatter(state, exception);
        if (Redaction.IsNeeded(message) || Redaction.IsNeeded(exception?.ToString()) || HoldsSecret(state))
        {
            // As text only: the values and the exception that came with it hold the secret too.
            var redacted = Redaction.Of(exception is null ? message : $"{message}{Environment.NewLine}{exception}");
            Write(logLevel, eventId, redacted, null, static (text, _) => text, redacted);
        }
        else
        {
            Write(logLevel, eventId, state, exception, formatter, message);
        }
    }

    private static bool HoldsSecret<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values && values.Any(value => value.Value is string text && Redaction.IsNeeded(text));

    private void Write<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter, string message)
    {
        if (log?.IsEnabled(logLevel) == true)
        {
            log.Write(logLevel, asset.Path, message, exception);
        }

        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        _scope ??= [new("RunId", run.Value), new("Asset", asset.Path), new("Attempt", attempt)];
        using (inner.BeginScope(_scope))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
