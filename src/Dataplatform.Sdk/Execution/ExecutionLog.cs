using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>What the engine itself logs; event ids 200 to 299.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(200, LogLevel.Warning, "Cleaning up after '{Step}' failed; what it published stands.")]
    public static partial void CleanupFailed(ILogger logger, string step, Exception exception);

    [LoggerMessage(201, LogLevel.Information, "'{Step}' ignores the cancellation; the run no longer waits for it, and nothing of it will be published.")]
    public static partial void StepAbandoned(ILogger logger, string step);

    [LoggerMessage(203, LogLevel.Information, "The columns of '{Asset}' change: {Alterations}.")]
    public static partial void ColumnsAltered(ILogger logger, AssetKey asset, string alterations);

    [LoggerMessage(202, LogLevel.Warning, "A callback on the cancellation of the run failed.")]
    public static partial void CancellationCallbackFailed(ILogger logger, Exception exception);
}
