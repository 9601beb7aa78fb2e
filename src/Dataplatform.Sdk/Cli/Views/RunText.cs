using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>The lines by which a run is told, in columns that stay aligned from the first line to the last.</summary>
/// <param name="describe">One word for assets that have no rows: <c>view</c>, <c>value</c>, <c>effect</c>.</param>
internal sealed class RunText(Func<AssetKey, string?> describe)
{
    private const int RowsWidth = 15;
    private const int BytesWidth = 10;
    private const int DurationWidth = 12;
    private const int WidestKey = 56;
    private const int NarrowestKey = 12;

    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private int? _width;
    private int _keyWidth;
    private bool _hasBytes = true;
    private bool _hasRows = true;
    private bool _cutsKeys;

    public static Line Header(RunHeader header)
    {
        var line = new Line().Add(header.App, Tone.Strong).Add($" · {header.Environment}", Tone.Dim);
        foreach (var store in header.Stores)
        {
            line.Add($" · {store}", Tone.Dim);
        }

        return line;
    }

    /// <summary>Makes room for the keys of a run. Where the screen is narrow, bytes go first, then
    /// the ends of keys, then rows; how long it took always stays.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="width">The screen's width; null where lines may be as long as they like.</param>
    public void Plan(IEnumerable<AssetKey> keys, int? width)
    {
        var longest = Math.Min(WidestKey, keys.Select(key => TextWidth.Of(key.Path)).DefaultIfEmpty(0).Max());
        var room = (width ?? int.MaxValue) - 2 - RowsWidth - DurationWidth;
        _width = width;
        _cutsKeys = width is not null;
        _hasBytes = longest <= room - BytesWidth;
        _hasRows = room >= Math.Min(longest, NarrowestKey);
        _keyWidth = Math.Min(longest, Math.Max(1, _hasRows ? room : room + RowsWidth));
    }

    /// <summary>The line of an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="now">For how long it has been running.</param>
    /// <param name="frame">Which picture of the spinner to show.</param>
    public Line Asset(AssetProgress asset, DateTimeOffset now, int frame = 0)
    {
        var (glyph, tone) = Glyph(asset.State, frame);
        var line = Columns(asset, glyph, tone, now);
        if (asset is { State: AssetState.Running, Retry: { } retry } && (now < retry.Time + retry.Delay || asset.Progress is null))
        {
            return line.Add("   ").Add(Retrying(retry, now), Tone.Warn);
        }

        if (asset is { State: AssetState.Running, Progress: { } progress })
        {
            return ProgressText.Add(line, progress, (_width ?? int.MaxValue) - line.Width);
        }

        var note = asset.Reason ?? asset.Error?.Message.Split('\n')[0].TrimEnd('\r');
        return note is null ? CheckText.Add(line, asset) : line.Add("   ").Add(TextWidth.OneLine(note), asset.State == AssetState.Failed ? Tone.Bad : Tone.Dim);
    }

    /// <summary>The line of a step that is tried again, for a log.</summary>
    public Line Retry(AssetProgress asset, RunEvent.StepRetrying retry) =>
        Columns(asset, "↻", Tone.Warn, retry.Time).Add("   ").Add(Retrying(retry, retry.Time), Tone.Warn);

    /// <summary>The line of an asset that runs long, for a log.</summary>
    public Line Running(AssetProgress asset, DateTimeOffset now) => Columns(asset, "…", Tone.Dim, now)
        .Add("   ").Add(ProgressText.Words(asset.Progress) is { Length: > 0 } words ? words : "still running", Tone.Dim);

    /// <summary>Whether a run looks at external assets and computes none.</summary>
    public bool IsObservation(RunEvent.RunCompleted run) => run.Assets.Count > 0 && run.Assets.All(asset => describe(asset.Key) == AssetWords.External);

    /// <summary>Whether a run checks what is published and computes nothing.</summary>
    public static bool IsCheck(RunEvent.RunCompleted run) => run.Assets.Any(asset => asset.Status is AssetStatus.Checked or AssetStatus.ChecksFailed);

    /// <summary><c>12 materialized, 0 failed in 1.3 s</c>.</summary>
    public Line Summary(RunEvent.RunCompleted run)
    {
        int Number(AssetStatus status) => run.Assets.Count(asset => asset.Status == status);
        var (done, failed, skipped, cancelled) =
            (Number(AssetStatus.Materialized) + Number(AssetStatus.Observed) + Number(AssetStatus.Checked) + Number(AssetStatus.ChecksFailed), Number(AssetStatus.Failed) + Number(AssetStatus.ChecksFailed), Number(AssetStatus.Skipped), Number(AssetStatus.Cancelled));
        var line = new Line()
            .Add($"{done} {(IsCheck(run) ? "checked" : IsObservation(run) ? "observed" : "materialized")}", done > 0 ? Tone.Good : Tone.Normal)
            .Add(", ")
            .Add($"{failed} failed", failed > 0 ? Tone.Bad : Tone.Normal);
        if (skipped > 0)
        {
            line.Add($", {skipped} skipped");
        }

        if (cancelled > 0)
        {
            line.Add(", ").Add($"{cancelled} cancelled", Tone.Warn);
        }

        return line.Add($" in {HumanText.Duration(run.Duration)}");
    }

    // While it rests, when the next attempt comes; then which one it is.
    private static string Retrying(RunEvent.StepRetrying retry, DateTimeOffset now)
    {
        var rest = retry.Time + retry.Delay - now;
        var when = rest > TimeSpan.Zero ? $" in {HumanText.Duration(rest)}" : string.Empty;
        return $"attempt {retry.Attempt + 1}{when}: {TextWidth.OneLine(retry.Error.Message.Split('\n')[0].TrimEnd('\r'))}";
    }

    private Line Columns(AssetProgress asset, string glyph, Tone tone, DateTimeOffset now)
    {
        var isQuiet = asset.State is AssetState.Waiting or AssetState.Skipped or AssetState.Cancelled;
        var line = new Line()
            .Add($"{glyph} ", tone)
            .Add(TextWidth.PadRight(_cutsKeys ? TextWidth.Cut(asset.Key.Path, _keyWidth) : asset.Key.Path, _keyWidth), isQuiet ? Tone.Dim : Tone.Normal);
        if (asset.State == AssetState.Waiting)
        {
            return line;
        }

        var duration = asset.State == AssetState.Running
            ? HumanText.Elapsed(now - (asset.StartedAt ?? now))
            : asset.Duration is { } time ? HumanText.Duration(time) : string.Empty;
        return line
            .Add(_hasRows ? TextWidth.PadLeft($" {Rows(asset)}", RowsWidth) : string.Empty, asset.Rows is null && asset.Progress?.Rows is null ? Tone.Dim : Tone.Normal)
            .Add(_hasBytes ? TextWidth.PadLeft(asset.Bytes is { } bytes ? HumanText.Bytes(bytes) : string.Empty, BytesWidth) : string.Empty, Tone.Dim)
            .Add(TextWidth.PadLeft(duration, DurationWidth), Tone.Dim);
    }

    private string Rows(AssetProgress asset) => asset switch
    {
        { Rows: { } rows } => HumanText.Rows(rows),
        { State: AssetState.Materialized or AssetState.Observed } => describe(asset.Key) ?? string.Empty,
        { State: AssetState.Running } => ProgressText.Rows(asset.Progress),
        _ => string.Empty,
    };

    private static (string Glyph, Tone Tone) Glyph(AssetState state, int frame) => state switch
    {
        AssetState.Running => (Spinner[frame % Spinner.Length], Tone.Accent),
        AssetState.Materialized or AssetState.Observed or AssetState.Checked => ("✓", Tone.Good),
        AssetState.Failed or AssetState.ChecksFailed => ("✗", Tone.Bad),
        AssetState.Skipped => ("–", Tone.Dim),
        AssetState.Cancelled => ("◌", Tone.Warn),
        _ => ("·", Tone.Dim),
    };
}
