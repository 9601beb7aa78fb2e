using System.Globalization;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>How far a running asset is, after the columns of its line.</summary>
internal static class ProgressText
{
    private const int WidestBar = 16;
    private const int NarrowestBar = 8;
    private const int Gap = 3;

    /// <summary>What stands in the column of rows: those written, or else those read; empty if there are none.</summary>
    public static string Rows(StepProgress? progress) => progress switch
    {
        { Rows: { } rows } => HumanText.Rows(rows),
        { RowsRead: { } read } => $"{HumanText.Number(read)} read",
        _ => string.Empty,
    };

    /// <summary>Adds a bar, the percentage and the speed. Where there is no room, first the bar goes, then the speed.</summary>
    /// <param name="line">The line of the asset.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="room">The columns that are left on the screen.</param>
    public static Line Add(Line line, StepProgress progress, int room)
    {
        var (percent, speed) = (Percent(progress), Speed(progress));
        speed = speed.Length > 0 && percent.Length > 0 ? $"  {speed}" : speed;
        room -= Gap + percent.Length;
        if (room < 0)
        {
            return line;
        }

        speed = speed.Length <= room ? speed : string.Empty;
        line.Add(new string(' ', Gap));
        var bar = Math.Min(room - speed.Length - 1, WidestBar);
        if (progress.Fraction is { } fraction && bar >= NarrowestBar)
        {
            AddBar(line, bar, fraction, Tone.Accent).Add(" ");
        }

        return line.Add(percent).Add(speed, Tone.Dim);
    }

    /// <summary>Adds a bar that is done in part.</summary>
    public static Line AddBar(Line line, int width, double fraction, Tone tone)
    {
        var filled = (int)(fraction * width);
        return line.Add(new string('━', filled), tone).Add(new string('─', width - filled), Tone.Dim);
    }

    /// <summary><c>48 %, 410,000 rows/s</c> for a log.</summary>
    public static string Words(StepProgress? progress) => progress is null ? string.Empty
        : string.Join(", ", new[] { Percent(progress).Trim(), Speed(progress) }.Where(part => part.Length > 0));

    // Whole percents that were reached, in columns that do not jump.
    private static string Percent(StepProgress progress) => progress.Fraction is { } fraction
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(fraction * 100),3:0} %")
        : string.Empty;

    private static string Speed(StepProgress progress) => progress.RowsPerSecond is { } rate ? $"{HumanText.Rate(rate)} rows/s" : string.Empty;
}
