using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Hosting;

/// <summary>
/// Replaces the host's console lifetime. A run ends by itself, and signals end it in order (the command line sees to
/// that), so the host must neither wait for Ctrl-C nor catch it.
/// </summary>
internal sealed class RunLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
