using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>What the engine itself logs; event ids 200 to 299.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(200, LogLevel.Warning, "Cleaning up after '{Step}' failed; what it published stands.")]
    public static partial void CleanupFailed(ILogger logger, string step, Exception exception);

    [LoggerMessage(201, LogLevel.Information, "'{Step}' ignores the cancellation; the run no longer waits for it, and nothing of it will be published.")]
    public static partial void StepAbandoned(ILogger logger, string step);

    [LoggerMessage(203, LogLevel.Warning, "'{Step}' ignores that its time is over; the run no longer waits for it, and nothing of this attempt will be published.")]
    public static partial void StepTimedOut(ILogger logger, string step);

    [LoggerMessage(204, LogLevel.Warning, "The hook '{Hook}' failed for '{Subject}'; nothing else does because of it.")]
    public static partial void HookFailed(ILogger logger, string hook, string subject, Exception exception);

    [LoggerMessage(205, LogLevel.Warning, "The hook '{Hook}' did not come to an end for '{Subject}' and is no longer waited for.")]
    public static partial void HookTimedOut(ILogger logger, string hook, string subject);

    [LoggerMessage(206, LogLevel.Information, "The columns of '{Asset}' change: {Alterations}.")]
    public static partial void ColumnsAltered(ILogger logger, AssetKey asset, string alterations);

    [LoggerMessage(202, LogLevel.Warning, "A callback on the cancellation of the run failed.")]
    public static partial void CancellationCallbackFailed(ILogger logger, Exception exception);
}
