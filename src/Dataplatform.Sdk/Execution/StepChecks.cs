using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>Calls the checks of a step's assets, one after the other: with what the step has staged, or with what is published.</summary>
/// <param name="run">The run.</param>
/// <param name="planned">The step.</param>
/// <param name="sessions">Its sessions.</param>
/// <param name="attempt">Which attempt it is.</param>
internal sealed class StepChecks(RunScope run, PlannedStep planned, StepSessions sessions, int attempt)
{
    private int _called;

    /// <summary>Whether a step has anything to call.</summary>
    public static bool Has(RunScope run, PlannedStep planned) => run.Graph.HasChecks && planned.Assets.Any(asset => run.Graph[asset.Key] is { Checks.Count: > 0 } or { Contract: not null });

    /// <summary>Calls all checks of an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="stagedOf">What is staged of an asset; null for what is to be read as it is published.</param>
    /// <exception cref="OperationCanceledException">The run is ending.</exception>
    public async ValueTask<IReadOnlyList<CheckFinding>> RunAsync(AssetKey asset, Func<AssetKey, StagedAsset?> stagedOf)
    {
        var findings = new List<CheckFinding>();
        if (run.Graph[asset] is { Contract: { } contract } node)
        {
            findings.AddRange(await PromisesAsync(node, contract, stagedOf));
        }

        foreach (var check in run.Graph[asset].Checks)
        {
            var began = run.Clock.GetTimestamp();
            var result = await CallAsync(check, stagedOf);
            findings.Add(new(check.Checks!, result, run.Clock.GetElapsedTime(began), stagedOf(asset)?.Version ?? PublishedVersion(asset)));
        }

        return findings;
    }

    // One scan tells of all, so that each has taken its share of it.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a check throws is that check's failure.")]
    private async ValueTask<IEnumerable<CheckFinding>> PromisesAsync(AssetNode asset, StepDefinition contract, Func<AssetKey, StagedAsset?> stagedOf)
    {
        var promises = asset.Definition.Rows!.Schema.Checks;
        var began = run.Clock.GetTimestamp();
        IReadOnlyList<CheckResult> results;
        try
        {
            var session = await sessions.InAsync(asset.Definition.Store);
            var bindings = new StepBindings(run, contract, planned.IsCheck ? null : planned.Slice, sessions, meter: null) { StagedOf = stagedOf, Prefix = Prefix() };
            await bindings.BindAsync();
            results = await new ContractAudit(asset, bindings, session, run.Clock, run.Cancellation).RunAsync();
        }
        catch (Exception exception) when (!run.IsEnding)
        {
            var failed = CheckResult.Fail($"It could not be evaluated: {StepErrors.Describe(exception).Message}");
            results = [.. promises.Select(_ => failed)];
        }

        var took = run.Clock.GetElapsedTime(began) / promises.Count;
        return promises.Select((promise, i) => new CheckFinding(asset.PromiseOf(promise), Redacted(results[i]), took, stagedOf(asset.Key)?.Version ?? PublishedVersion(asset.Key)));
    }

    private static CheckResult Redacted(CheckResult result) => result.Evidence is { } evidence ? result with { Evidence = (MetadataValue.Table)RedactedMetadata.Of(evidence) } : result;

    private string Prefix() => string.Create(CultureInfo.InvariantCulture, $"check{++_called}_");

    // What cannot be judged has not passed.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a check throws is that check's failure.")]
    private async ValueTask<CheckResult> CallAsync(StepDefinition check, Func<AssetKey, StagedAsset?> stagedOf)
    {
        try
        {
            var called = new RunningCheck(run, check, planned.IsCheck ? null : planned.Slice, sessions, new RunContext(run, check, attempt))
            {
                StagedOf = stagedOf,
                Prefix = Prefix(),
            };
            return await called.EvaluateAsync();
        }
        catch (Exception exception) when (!run.IsEnding)
        {
            var error = StepErrors.Describe(exception);
            return CheckResult.Fail($"It could not be evaluated: {error.Message}") with
            {
                Evidence = error.Frames.Count > 0 ? new MetadataValue.Table(["at"], [.. error.Frames.Select(frame => (IReadOnlyList<string?>)[frame])]) : null,
            };
        }
    }

    private string? PublishedVersion(AssetKey asset) =>
        sessions.All.FirstOrDefault(session => session.Name == run.Graph[asset].Definition.Store)?.Session.PinnedVersion(asset);
}
