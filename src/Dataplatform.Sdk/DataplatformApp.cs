using Dataplatform.Sdk.Cli;
using Dataplatform.Sdk.Hosting;

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

    private readonly AppHost _host;
    private readonly string[] _args;

    internal DataplatformApp(AppHost host, string[] args)
    {
        _host = host;
        _args = args;
    }

    /// <summary>The app's services. They are made when they are first asked for: verbs that only look need none.</summary>
    public IServiceProvider Services => _host.Services;

    internal AppHost Host => _host;

    /// <summary>Begins an app.</summary>
    /// <param name="args">The arguments of the program: a verb and its options, see docs/cli.md.</param>
    public static DataplatformAppBuilder CreateBuilder(string[] args) => new(args);

    /// <summary>Does what the arguments say, without a verb: materializes everything. Disposes the app at the end.</summary>
    /// <param name="cancellationToken">Ends a run in order, as Ctrl-C does.</param>
    /// <returns>The exit code: 0 done, 1 the run failed, 2 the user's mistake, 130 cancelled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var code = await CommandLine.RunAsync(_host, _args, cancellationToken);
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
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
