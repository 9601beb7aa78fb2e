using Dataplatform.Sdk.Execution.Telemetry;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>The sessions of one attempt of a step, one in each store that it touches, begun when first needed.</summary>
internal sealed class StepSessions(RunScope run, string step, int attempt)
{
    private List<StepSession>? _sessions;

    public IReadOnlyList<StepSession> All => _sessions ?? (IReadOnlyList<StepSession>)[];

    public async ValueTask<StepSession> InAsync(string? store)
    {
        if (_sessions?.Find(open => open.Name == store) is { } session)
        {
            return session;
        }

        var opened = await run.Stores.OpenAsync(store, run.Cancellation);
        var plain = await opened.BeginAsync(new StepScope(run.RunId, step, attempt), run.Cancellation);
        var begun = new StepSession(store, opened, RunTelemetry.WatchesStores ? new MeasuredSession(plain, opened.Description, run.Clock) : plain);
        (_sessions ??= []).Add(begun);
        return begun;
    }
}
