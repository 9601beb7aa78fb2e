using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A run for logs and pipes: one line per finished asset, now and then one for a step that runs long, no cursor movement.</summary>
internal sealed class PlainRunView(CliConsole console, RunText text) : RunView
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly RunBoard _board = new();
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    public override TimeSpan? ProgressInterval => Tick;

    /// <summary>Calls what writes lines; whoever prints to the same output keeps its own lines apart from them here.</summary>
    public Action<Action> Writing { get; set; } = static write => write();

    public override void Begin(RunHeader header) => Write([RunText.Header(header)]);

    public override void Waiting(string reason) => Write([new Line($"Waiting: {reason}.")]);

    public override void Cancelling() => Write([new Line("Stopping.")]);

    public override void OnEvent(RunEvent runEvent)
    {
        lock (_gate)
        {
            if (runEvent is RunEvent.RunStarted started)
            {
                text.Plan(started.Assets, width: null);
            }

            if (_board.Apply(runEvent) is { IsWorthALine: true } finished)
            {
                Write([text.Asset(finished, runEvent.Time)]);
            }

            if (runEvent is RunEvent.StepRetrying retry)
            {
                Write(_board.Assets.Where(asset => asset.Retry == retry).Take(1).Select(asset => text.Retry(asset, retry)));
            }

            if (runEvent is RunEvent.RunCompleted run)
            {
                Write(RunReport.Lines(_board, text, run));
            }
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
        await using var timer = clock.CreateTimer(_ => TellLongSteps(clock.GetUtcNow()), null, Tick, Tick);
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Also of a step of which nothing is known: a log that stands still asks what the run waits for.
    private void TellLongSteps(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var step in _board.In(AssetState.Running).GroupBy(asset => asset.Step!))
            {
                var asset = step.MaxBy(output => output.Progress?.Time)!;
                if (now >= (_told.TryGetValue(step.Key, out var told) ? told + Again : asset.StartedAt + Long))
                {
                    _told[step.Key] = now;
                    Write([text.Running(asset, now)]);
                }
            }
        }
    }

    private void Write(IEnumerable<Line> lines) => Writing(() =>
    {
        foreach (var line in lines)
        {
            console.WriteLine(line);
        }

        console.Out.Flush();
    });
}
