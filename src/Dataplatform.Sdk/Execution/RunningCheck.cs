using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>What the method of a check is given, and what it says: the asset that it looks at is what a step has staged, or what is published.</summary>
/// <param name="run">The run.</param>
/// <param name="check">The check.</param>
/// <param name="slice">The partitions that were staged; null for all there are.</param>
/// <param name="sessions">The sessions that have staged them.</param>
/// <param name="context">What the run tells it.</param>
internal sealed class RunningCheck(RunScope run, StepDefinition check, PlannedSlice? slice, StepSessions sessions, RunContext context)
    : BoundInvocation(run, check, slice, context)
{
    private CheckResult? _result;

    private RunContext Told => (RunContext)Context;

    /// <summary>What is staged of an asset; null for what is to be read as it is published.</summary>
    public required Func<AssetKey, StagedAsset?> StagedOf { get; init; }

    /// <summary>Tells the check's inputs from those of others in the same session.</summary>
    public required string Prefix { get; init; }

    /// <summary>Calls the method.</summary>
    public async ValueTask<CheckResult> EvaluateAsync()
    {
        try
        {
            var invoke = Step.Invoke ?? throw new InvalidOperationException($"'{Step.Name}' cannot be called.");
            await CallAsync(invoke, () => new StepBindings(Run, Step, Slice, sessions, meter: null) { StagedOf = StagedOf, Prefix = Prefix });
        }
        finally
        {
            await CloseResourcesAsync();
        }

        var said = RedactedMetadata.Of(Told.MetadataOf(_result!.Metadata));
        return _result with
        {
            Message = _result.Message is { } message ? Redaction.Of(message) : null,
            Metadata = said ?? _result.Metadata,
            Evidence = _result.Evidence is { } evidence ? (MetadataValue.Table)RedactedMetadata.Of(evidence) : null,
        };
    }

    public override ValueTask CheckedAsync(CheckResult? result)
    {
        _result = result ?? throw new DataplatformException($"'{Step.Name}' returned null. Return CheckResult.Pass() or CheckResult.Fail(…).");
        return ValueTask.CompletedTask;
    }

    public override async ValueTask CheckedAsync(Sql failing)
    {
        var key = Step.Checks!.Asset;
        var session = await sessions.InAsync(Run.Graph[key].Definition.Store);
        var dialect = session.DialectFor(key);
        if (failing.Parts.Count == 0)
        {
            throw new DataplatformException($"'{Step.Name}' returned an empty query. Return one for the rows that are wrong.");
        }

        await BindForeignInputsAsync(failing.Parts, key, session);
        var query = SqlRenderer.Render(failing.Parts, dialect, reference => dialect.Identifier(Bindings![Bindings.Find(reference, key)].Name));
        var found = await session.Session.QueryAsync(query, CheckResult.EvidenceRows, Run.Cancellation);
        _result = CheckResult.Of(found.Total, found.Total == 0 ? null : EvidenceTable.Of(found), message: null);
    }

    public override void AddMetadata(int output, IReadOnlyDictionary<string, MetadataValue> metadata) => throw NotHere();

    public override ValueTask StreamAsync<T>(int output, IAsyncEnumerable<T> rows) => throw NotHere();

    public override ValueTask RowsAsync<T>(int output, IEnumerable<T> rows) => throw NotHere();

    public override ValueTask QueryAsync<T>(int output, Sql<T> query) => throw NotHere();

    public override ValueTask ArtifactAsync<T>(int output, T value) => throw NotHere();

    public override ValueTask EffectAsync(int output) => throw NotHere();

    public override ValueTask ObservedAsync(Observation? observation) => throw NotHere();

    public override ValueTask AbsentAsync(int output) => throw NotHere();

    private InvalidOperationException NotHere() => new($"'{Step.Name}' checks an asset and makes none.");
}
