using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Finds the run that somebody means: by its id, by how it ends, or the latest.</summary>
internal static class RunFinder
{
    /// <summary>The word for the run that began last.</summary>
    public const string Latest = "latest";

    /// <exception cref="DataplatformException">There is none, or there are several.</exception>
    public static async ValueTask<RunRecord> FindAsync(IEventLog log, string name, CancellationToken cancellationToken)
    {
        if (name.Length == 32 && await log.RunAsync(new RunId(name), cancellationToken) is { } exact)
        {
            return exact;
        }

        var runs = await log.RunsAsync(name == Latest ? 1 : int.MaxValue, cancellationToken);
        var found = name == Latest ? runs : [.. runs.Where(run => run.Id.Value.EndsWith(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new DataplatformException(runs.Count == 0 ? "The log knows no run yet." : $"There is no run '{name}'. 'runs list' shows the runs; '{Latest}' is the last one."),
            _ => throw new DataplatformException($"'{name}' is the end of {found.Count} runs. Give more digits: {string.Join(", ", found.Take(4).Select(run => run.Id.Value))}."),
        };
    }
}
