namespace Dataplatform.Sdk.Events;

/// <summary>
/// Does something when a run has ended. Registered as a service: <c>builder.Services.AddSingleton&lt;IRunHook, PostToChat&gt;()</c>. It
/// gets the services that it takes in its constructor from a scope of its own.
/// </summary>
/// <remarks>Called after everything that the assets' hooks were told. What a hook throws is logged and changes nothing; after
/// 30 seconds it is no longer waited for.</remarks>
public interface IRunHook
{
    /// <summary>A run ended, and everything that was planned is done.</summary>
    /// <param name="run">What became of each asset.</param>
    /// <param name="cancellationToken">Cancelled when the hook is no longer waited for.</param>
    ValueTask OnSucceededAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken) => default;

    /// <summary>A run ended, and at least one asset failed.</summary>
    /// <param name="run">What became of each asset, and why.</param>
    /// <param name="cancellationToken">Cancelled when the hook is no longer waited for.</param>
    ValueTask OnFailedAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken) => default;

    /// <summary>A run was cancelled. There is little time: the run ends a quarter of a second later.</summary>
    /// <param name="run">What became of each asset.</param>
    /// <param name="cancellationToken">Cancelled when the hook is no longer waited for.</param>
    ValueTask OnCancelledAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken) => default;
}
