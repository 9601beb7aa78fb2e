using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is said after a run: each failure with the author's own frames, what was not published, what to do.</summary>
internal static class RunReport
{
    public static IEnumerable<Line> Lines(RunBoard board, RunText text, RunEvent.RunCompleted run)
    {
        foreach (var line in Failures(board))
        {
            yield return line;
        }

        foreach (var line in CheckText.Failures(board.Assets))
        {
            yield return line;
        }

        yield return new Line();
        yield return text.Summary(run);
        if (run.Status == RunStatus.Succeeded || RunText.IsCheck(run))
        {
            yield break;
        }

        foreach (var line in RunRest.Lines(run, text.IsObservation(run)))
        {
            yield return line;
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
}
