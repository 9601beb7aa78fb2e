using System.Globalization;
using Dataplatform.Sdk.EventLog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Runs;

/// <summary>How an app keeps its state and queues its runs, from the section <c>Dataplatform</c> of the configuration.</summary>
internal sealed record RunSettings
{
    /// <summary>The folder of the app's state.</summary>
    public required string StateFolder { get; init; }

    /// <summary>At most so many runs of the app at once, all processes together.</summary>
    public int MaxRuns { get; init; } = 10;

    /// <summary>Runs that ended longer ago are deleted from the log.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>At most so many ended runs stay in the log.</summary>
    public int KeepRuns { get; init; } = 500;

    /// <summary>The event log's file.</summary>
    public string LogFile => Path.Combine(StateFolder, "events.db");

    /// <summary>The folder of the steps' text logs.</summary>
    public string TextLogs => Path.Combine(StateFolder, "logs");

    /// <summary>Reads the settings.</summary>
    /// <exception cref="DataplatformException">One of them has no sense.</exception>
    public static RunSettings Read(IConfiguration configuration, IHostEnvironment environment) => new()
    {
        StateFolder = Path.GetFullPath(
            configuration[EventLog.StateFolder.Setting] is { Length: > 0 } folder ? folder : EventLog.StateFolder.DefaultFor(environment.EnvironmentName), environment.ContentRootPath),
        MaxRuns = Number(configuration, "Dataplatform:MaxRuns", 10),
        KeepFor = TimeSpan.FromDays(Number(configuration, "Dataplatform:Retention:Days", 30)),
        KeepRuns = Number(configuration, "Dataplatform:Retention:Runs", 500),
    };

    private static int Number(IConfiguration configuration, string name, int otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 => number,
        var text => throw new DataplatformException($"The setting {name} takes a whole number from 1 up, not '{text}'."),
    };
}
