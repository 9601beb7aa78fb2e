using Dataplatform.Sdk.CodeVersions;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Hosting;

/// <summary>An app: what it declared, and its host, which is made when it is first asked for.</summary>
internal sealed class AppHost(AppDeclaration declaration, Func<IHost> build) : IAsyncDisposable
{
    private readonly Lazy<IHost> _host = new(build);
    private readonly Lazy<CodeBook> _code = new(() => new CodeBook(declaration.Graph, new CodeVersionReader(declaration.Catalogs)));
    private readonly SemaphoreSlim _starting = new(1, 1);
    private int _runs;

    public AppDeclaration Declaration => declaration;

    public IHost Host => _host.Value;

    public IServiceProvider Services => Host.Services;

    /// <summary>The stores; asking for one opens nothing.</summary>
    public StoreRegistry Stores => Services.GetRequiredService<StoreRegistry>();

    /// <summary>The event log; asking for it opens nothing.</summary>
    public IEventLog Log => Services.GetRequiredService<IEventLog>();

    /// <summary>The code of an asset, part by part; null where it is unknown.</summary>
    public CodeRecord? CodeOf(AssetKey key) => _code.Value.Of(key);

    /// <summary>The configuration of one command.</summary>
    public RunConfigs ConfigsOf(ConfigArguments arguments) => RunConfigs.Of(declaration.Configs, Services.GetRequiredService<IConfiguration>(), arguments);

    /// <summary>Who carries out which run.</summary>
    public IRunLeases Leases => Services.GetRequiredService<IRunLeases>();

    /// <summary>How state is kept and runs are queued.</summary>
    public RunSettings Settings => Services.GetRequiredService<RunSettings>();

    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    /// <summary>Starts the host's services for one more run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_runs == 0)
            {
                await Host.StartAsync(cancellationToken);
            }

            _runs++;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Stops the host's services when no run needs them any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(CancellationToken.None);
        try
        {
            if (--_runs == 0)
            {
                await Host.StopAsync(cancellationToken);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
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
