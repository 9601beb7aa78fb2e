using Dataplatform.Sdk.Cli;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk;

/// <summary>An app of assets, with the command line that runs and inspects them.</summary>
/// <example>
/// <code>
/// var builder = DataplatformApp.CreateBuilder(args);
/// builder.AddAssets();
/// builder.UseDuckDb("warehouse.duckdb");
/// return await builder.Build().RunAsync();
/// </code>
/// </example>
public sealed class DataplatformApp : IAsyncDisposable
{
    private static readonly TimeSpan PatienceOnCancel = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<IHost> _host;
    private readonly string[] _args;

    internal DataplatformApp(AppDeclaration declaration, Func<IHost> build, string[] args)
    {
        Declaration = declaration;
        _host = new Lazy<IHost>(build);
        _args = args;
    }

    /// <summary>The app's services. They are made when they are first asked for: verbs that only look need none.</summary>
    public IServiceProvider Services => _host.Value.Services;

    internal AppDeclaration Declaration { get; }

    internal IHost Host => _host.Value;

    /// <summary>The stores; asking for one opens nothing.</summary>
    internal StoreRegistry Stores => Services.GetRequiredService<StoreRegistry>();

    /// <summary>Begins an app.</summary>
    /// <param name="args">The arguments of the program: a verb and its options, see docs/cli.md.</param>
    public static DataplatformAppBuilder CreateBuilder(string[] args) => new(args);

    /// <summary>Does what the arguments say, without a verb: materializes everything. Disposes the app at the end.</summary>
    /// <param name="cancellationToken">Ends a run in order, as Ctrl-C does.</param>
    /// <returns>The exit code: 0 done, 1 the run failed, 2 the user's mistake, 130 cancelled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var code = await CommandLine.RunAsync(this, _args, cancellationToken);
        var closing = DisposeAsync().AsTask();
        if (code == ExitCodes.Cancelled)
        {
            // A step that ignores the cancellation may keep its store from closing; the process must end all the same.
            await Task.WhenAny(closing, Task.Delay(PatienceOnCancel, TimeProvider.System, CancellationToken.None));
        }
        else
        {
            await closing;
        }

        return code;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_host.IsValueCreated)
        {
            return;
        }

        if (_host.Value is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
        else
        {
            _host.Value.Dispose();
        }
    }
}
