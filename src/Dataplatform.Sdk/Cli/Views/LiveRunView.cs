using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>
/// A run on a terminal. Finished assets become ordinary lines that stay in the scrollback; below them a small region
/// shows what runs now. So a run of any size fits on any screen.
/// </summary>
internal sealed class LiveRunView : RunView
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(80);

    private readonly Lock _gate = new();
    private readonly RunBoard _board = new();
    private readonly List<string> _above = new();
    private readonly List<Line> _cutReasons = [];
    private readonly CliConsole _console;
    private readonly LiveRegion _region;
    private readonly RunText _text;
    private RunEvent.RunCompleted? _completed;
    private bool _isCancelling;
    private bool _isOver;
    private int _frame;

    public LiveRunView(CliConsole console, LiveRegion region, RunText text)
    {
        _console = console;
        _region = region;
        _text = text;
    }

    public override TimeSpan? ProgressInterval { get; } = TimeSpan.FromMilliseconds(200);

    public override void Begin(RunHeader header)
    {
        _console.WriteLine(RunText.Header(header));
        _console.WriteLine(new Line());
        _console.Out.Flush();
    }

    public override void Waiting(string reason) => WriteAbove(new Line($"Waiting: {reason}.", Tone.Warn).Render(_console.UseColor));

    public override void Cancelling()
    {
        lock (_gate)
        {
            _isCancelling = true;
        }
    }

    /// <summary>Shows a line of somebody else (a log, a print) above the region instead of across it.</summary>
    public void WriteAbove(string line)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _above.Add(line);
                return;
            }
        }

        _console.Error.WriteLine(line);
        _console.Error.Flush();
    }

    public override void OnEvent(RunEvent runEvent)
    {
        lock (_gate)
        {
            if (runEvent is RunEvent.RunStarted started)
            {
                _text.Plan(started.Assets, Width);
            }

            if (_board.Apply(runEvent) is { IsWorthALine: true } finished)
            {
                var line = _text.Asset(finished, runEvent.Time);
                _above.Add(line.Cut(Width).Render(_console.UseColor));
                if (line.Width > Width && finished.Reason is { } reason)
                {
                    // Errors are told in full below anyway.
                    _cutReasons.Add(new Line($"{finished.Key}: {TextWidth.OneLine(reason)}", Tone.Dim));
                }
            }

            _completed = runEvent as RunEvent.RunCompleted ?? _completed;
        }
    }

    public override void OnProgress(StepProgress progress)
    {
        lock (_gate)
        {
            _board.Apply(progress);
        }
    }

    public override async Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock)
    {
        using (var timer = new PeriodicTimer(Tick, clock))
        {
            while (!run.IsCompleted)
            {
                Draw(clock.GetUtcNow());
                await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask());
            }
        }

        Report();
    }

    // One column is kept free: a terminal that wraps at the last one would shift the region.
    private int Width => Math.Max(20, _console.Size().Width - 1);

    private void Draw(DateTimeOffset now)
    {
        lock (_gate)
        {
            var lines = RunRegion.Lines(_board, _text, now, _frame++, _console.Size().Height, _isCancelling, Width);
            _region.Draw([.. _above], [.. lines.Select(line => line.Cut(Width))]);
            _above.Clear();
        }
    }

    private void Report()
    {
        lock (_gate)
        {
            _isOver = true;
            _region.Draw([.. _above], []);
            if (_cutReasons.Count > 0)
            {
                _console.WriteLine(new Line());
            }

            foreach (var line in _completed is null ? [] : _cutReasons.Concat(RunReport.Lines(_board, _text, _completed)))
            {
                _console.WriteLine(line);
            }
        }

        _console.Out.Flush();
    }
}
