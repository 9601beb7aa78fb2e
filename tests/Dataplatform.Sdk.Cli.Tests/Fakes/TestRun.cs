using System.Text.RegularExpressions;
using Dataplatform.Sdk.Cli.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>Runs the command line in this process: app, store, clock and console are in memory.</summary>
internal sealed partial class TestRun
{
    public static readonly DateTimeOffset Start = new(2024, 5, 17, 8, 30, 0, TimeSpan.Zero);

    private static readonly string States = Emptied(Path.Combine(AppContext.BaseDirectory, "states"));

    public TestRun() => Store = new MemoryStore(Clock);

    /// <summary>The app's state; kept when the test has ended, and gone when the next test run begins.</summary>
    public string StateFolder { get; } = Path.Combine(States, Guid.NewGuid().ToString("N"));

    public FakeTimeProvider Clock { get; } = new(Start);

    public MemoryStore Store { get; }

    public TestConsole Console { get; init; } = new();

    public Shop Shop { get; init; } = new();

    /// <summary>Whether the store is registered as the default one.</summary>
    public bool HasStore { get; init; } = true;

    /// <summary>Adds to the app what the test needs.</summary>
    public Action<DataplatformAppBuilder> Configure { get; init; } = _ => { };

    /// <summary>Runs a command line.</summary>
    public Task<int> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    /// <summary>Runs a command line.</summary>
    public Task<int> RunAsync(string[] args, CancellationToken cancellationToken) => RunAsync(args, Console.Console, cancellationToken);

    /// <summary>Runs a command line on a console of its own.</summary>
    public async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        var builder = DataplatformApp.CreateBuilder(args);
        builder.Environment.ApplicationName = "Shop";
        builder.AddCatalog(Shop.Catalog);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        if (HasStore)
        {
            builder.AddStore(null, _ => Store);
        }

        builder.Configuration["Dataplatform:StateFolder"] = StateFolder;
        Configure(builder);
        await using var app = builder.Build();
        return await CommandLine.RunAsync(app.Host, args, console, cancellationToken);
    }

    /// <summary>Output without what differs from run to run.</summary>
    public static string Scrub(string output) => RunId().Replace(output, "<run>");

    private static string Emptied(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RunId();
}
