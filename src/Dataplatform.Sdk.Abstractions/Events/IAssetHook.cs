namespace Dataplatform.Sdk.Events;

/// <summary>
/// Does something when an asset was published or failed: sends a message, calls another system. Registered as a service it is
/// told of all assets, named by <see cref="HookAttribute"/> of some. It gets the services that it takes in its constructor from a
/// scope of its own.
/// </summary>
/// <remarks>Hooks are called one after the other while the run goes on, and the run ends when they are done. What a hook throws is
/// logged and changes nothing; after 30 seconds it is no longer waited for.</remarks>
public interface IAssetHook
{
    /// <summary>An asset was published.</summary>
    /// <param name="asset">What was published.</param>
    /// <param name="cancellationToken">Cancelled when the hook is no longer waited for.</param>
    ValueTask OnMaterializedAsync(RunEvent.AssetMaterialized asset, CancellationToken cancellationToken) => default;

    /// <summary>An asset failed, after its last attempt.</summary>
    /// <param name="asset">What failed, and why.</param>
    /// <param name="cancellationToken">Cancelled when the hook is no longer waited for.</param>
    ValueTask OnFailedAsync(RunEvent.AssetFailed asset, CancellationToken cancellationToken) => default;
}
