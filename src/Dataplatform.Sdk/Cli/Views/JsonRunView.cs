using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A run as JSON lines.</summary>
internal sealed class JsonRunView(TextWriter output) : RunView
{
    private readonly JsonLines _lines = new(output);

    public override TimeSpan? ProgressInterval { get; } = TimeSpan.FromSeconds(1);

    public override void Begin(RunHeader header)
    {
        // Programs read events only.
    }

    public override void Waiting(string reason) => _lines.Write(json =>
    {
        json.WriteString("event", "run_waiting");
        json.WriteString("reason", reason);
    });

    public override void Cancelling()
    {
        // The assets' own events say what was cancelled.
    }

    public override void OnEvent(RunEvent runEvent) => _lines.Write(json => RunEventJson.Write(json, runEvent));

    public override void OnProgress(StepProgress progress) => _lines.Write(json => RunEventJson.Write(json, progress));

    public override async Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock) => await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
