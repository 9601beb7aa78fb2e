using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A run for logs and pipes: one line per finished asset, no cursor movement.</summary>
internal sealed class PlainRunView(CliConsole console, RunText text) : RunView
{
    private readonly RunBoard _board = new();

    public override void Begin(RunHeader header)
    {
        console.WriteLine(RunText.Header(header));
        console.Out.Flush();
    }

    public override void Cancelling()
    {
        console.WriteLine(new Line("Stopping."));
        console.Out.Flush();
    }

    public override void OnEvent(RunEvent runEvent)
    {
        if (runEvent is RunEvent.RunStarted started)
        {
            text.Plan(started.Assets, width: null);
        }

        if (_board.Apply(runEvent) is { IsWorthALine: true } finished)
        {
            console.WriteLine(text.Asset(finished, runEvent.Time));
        }

        if (runEvent is RunEvent.RunCompleted run)
        {
            foreach (var line in RunReport.Lines(_board, run))
            {
                console.WriteLine(line);
            }
        }

        console.Out.Flush();
    }

    public override async Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock) => await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
