using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is said after a run: each failure with the author's own frames, what was not published, what to do.</summary>
internal static class RunReport
{
    private const int MostKeys = 4;

    public static IEnumerable<Line> Lines(RunBoard board, RunEvent.RunCompleted run)
    {
        foreach (var line in Failures(board))
        {
            yield return line;
        }

        yield return new Line();
        yield return RunText.Summary(run);
        if (run.Status == RunStatus.Cancelled)
        {
            yield return NotPublished(run);
        }

        if (run.Status == RunStatus.Failed)
        {
            yield return Hint(run);
        }
    }

    // Outputs of one method fail together, with one error: it is told once.
    private static IEnumerable<Line> Failures(RunBoard board)
    {
        foreach (var failure in board.In(AssetState.Failed).GroupBy(asset => asset.Error))
        {
            yield return new Line();
            yield return new Line("✗ ", Tone.Bad).Add(string.Join(", ", failure.Select(asset => asset.Key.Path)), Tone.Strong);
            if (failure.Key is not { } error)
            {
                continue;
            }

            foreach (var text in error.Message.Split('\n'))
            {
                yield return new Line($"  {text.TrimEnd('\r')}");
            }

            var at = error.Exception;
            if (at is not null)
            {
                yield return new Line($"  {at}", Tone.Dim);
            }

            foreach (var frame in error.Frames)
            {
                yield return new Line($"    at {frame}", Tone.Dim);
            }
        }
    }

    private static Line NotPublished(RunEvent.RunCompleted run)
    {
        var missing = run.Assets.Where(asset => asset.Status is not AssetStatus.Materialized).Select(asset => asset.Key.Path).ToList();
        return new Line(missing.Count == 0
            ? "Everything had been published."
            : $"Not published, the last versions stand: {Some(missing)}.", Tone.Warn);
    }

    private static Line Hint(RunEvent.RunCompleted run)
    {
        var failed = run.Assets.Where(asset => asset.Status == AssetStatus.Failed).Select(asset => $"{asset.Key.Path}+").ToList();
        return failed.Count > MostKeys
            ? new Line("The last versions of what failed stand.", Tone.Dim)
            : new Line("The last versions of what failed stand. Once it is mended: ", Tone.Dim)
                .Add($"--select \"{string.Join(" or ", failed)}\"", Tone.Accent);
    }

    private static string Some(List<string> keys) => keys.Count <= MostKeys
        ? string.Join(", ", keys)
        : $"{string.Join(", ", keys.Take(MostKeys))} and {keys.Count - MostKeys} more";
}
