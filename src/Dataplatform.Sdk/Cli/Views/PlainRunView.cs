using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A run for logs and pipes: one line per finished asset, no cursor movement.</summary>
internal sealed class PlainRunView(CliConsole console, RunText text) : RunView
{
    private readonly RunBoard _board = new();

    /// <summary>Calls what writes lines; whoever prints to the same output keeps its own lines apart from them here.</summary>
    public Action<Action> Writing { get; set; } = static write => write();

    public override void Begin(RunHeader header) => Write([RunText.Header(header)]);

    public override void Cancelling() => Write([new Line("Stopping.")]);

    public override void OnEvent(RunEvent runEvent)
    {
        if (runEvent is RunEvent.RunStarted started)
        {
            text.Plan(started.Assets, width: null);
        }

        if (_board.Apply(runEvent) is { IsWorthALine: true } finished)
        {
            Write([text.Asset(finished, runEvent.Time)]);
        }

        if (runEvent is RunEvent.RunCompleted run)
        {
            Write(RunReport.Lines(_board, run));
        }
    }

    public override async Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock) => await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Write(IEnumerable<Line> lines) => Writing(() =>
    {
        foreach (var line in lines)
        {
            console.WriteLine(line);
        }

        console.Out.Flush();
    });
}
