using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>The lines that change while a run goes on: what runs now, what comes next, how far it is.</summary>
internal static class RunRegion
{
    private const int BarWidth = 24;

    /// <summary>The lines, never more than fit on the screen, or the terminal could not take them back.</summary>
    public static IReadOnlyList<Line> Lines(RunBoard board, RunText text, DateTimeOffset now, int frame, int height, bool isCancelling, int width = int.MaxValue)
    {
        var lines = new List<Line>();
        var room = Math.Max(1, height - 5);
        Fill(lines, [.. board.In(AssetState.Running)], room, "running", asset => text.Asset(asset, now, frame));
        Fill(lines, [.. board.In(AssetState.Waiting)], room - lines.Count, "waiting", asset => text.Asset(asset, now));
        lines.Add(new Line());
        lines.Add(Progress(board, now, isCancelling, width));
        return lines;
    }

    private static void Fill(List<Line> lines, List<AssetProgress> assets, int room, string what, Func<AssetProgress, Line> line)
    {
        if (room <= 0 || assets.Count == 0)
        {
            return;
        }

        var shown = assets.Count <= room ? assets.Count : room - 1;
        lines.AddRange(assets.Take(shown).Select(line));
        if (shown < assets.Count)
        {
            lines.Add(new Line($"  … {assets.Count - shown} more {what}", Tone.Dim));
        }
    }

    private static Line Progress(RunBoard board, DateTimeOffset now, bool isCancelling, int width)
    {
        var numbers = $"  {board.Finished}/{board.Total}";
        var elapsed = board.StartedAt is { } start ? $"  {HumanText.Elapsed(now - start)}" : string.Empty;
        var bar = Math.Clamp(width - numbers.Length - elapsed.Length, 0, BarWidth);
        var line = ProgressText.AddBar(new Line(), bar, board.Total == 0 ? 0 : (double)board.Finished / board.Total, isCancelling ? Tone.Warn : Tone.Accent)
            .Add(numbers)
            .Add(elapsed, Tone.Dim);
        return isCancelling ? line.Add("  stopping; Ctrl-C again kills", Tone.Warn) : line;
    }
}
