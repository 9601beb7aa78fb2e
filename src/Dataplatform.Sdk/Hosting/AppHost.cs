using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Hosting;

/// <summary>An app: what it declared, and its host, which is made when it is first asked for.</summary>
internal sealed class AppHost(AppDeclaration declaration, Func<IHost> build) : IAsyncDisposable
{
    private readonly Lazy<IHost> _host = new(build);

    public AppDeclaration Declaration => declaration;

    public IHost Host => _host.Value;

    public IServiceProvider Services => Host.Services;

    /// <summary>The stores; asking for one opens nothing.</summary>
    public StoreRegistry Stores => Services.GetRequiredService<StoreRegistry>();

    /// <summary>The event log; asking for it opens nothing.</summary>
    public IEventLog Log => Services.GetRequiredService<IEventLog>();

    /// <summary>Who carries out which run.</summary>
    public IRunLeases Leases => Services.GetRequiredService<IRunLeases>();

    /// <summary>How state is kept and runs are queued.</summary>
    public RunSettings Settings => Services.GetRequiredService<RunSettings>();

    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    public async ValueTask DisposeAsync()
    {
        if (!_host.IsValueCreated)
        {
            return;
        }

        if (Host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
        else
        {
            Host.Dispose();
        }
    }
}
