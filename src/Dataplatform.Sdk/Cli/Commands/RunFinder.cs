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

        return One(await log.RunsAsync(name == Latest ? 1 : int.MaxValue, cancellationToken), static run => run.Id, name, "run");
    }

    /// <summary>The run or backfill of a name: its id, how that ends, or the latest.</summary>
    /// <param name="known">All there are, the latest first; of the latest alone, that one.</param>
    /// <param name="idOf">The id of one.</param>
    /// <param name="name">What somebody typed.</param>
    /// <param name="noun">What they are called.</param>
    /// <exception cref="DataplatformException">There is none, or there are several.</exception>
    public static T One<T>(IReadOnlyList<T> known, Func<T, RunId> idOf, string name, string noun)
    {
        var found = name == Latest ? known : [.. known.Where(one => idOf(one).Value.EndsWith(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new DataplatformException(known.Count == 0 ? $"The log knows no {noun} yet." : $"There is no {noun} '{name}'. '{noun}s list' shows the {noun}s; '{Latest}' is the last one."),
            _ => throw new DataplatformException($"'{name}' is the end of {found.Count} {noun}s. Give more digits: {string.Join(", ", found.Take(4).Select(one => idOf(one).Value))}."),
        };
    }
}
