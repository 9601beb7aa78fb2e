using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>The state of a run's steps and what it means for those that come after. Knows no threads: one caller at a time.</summary>
internal sealed class RunLedger
{
    private static readonly IReadOnlyDictionary<string, MetadataValue> NoMetadata = new Dictionary<string, MetadataValue>();

    private readonly RunScope _scope;
    private readonly StepRecord[] _steps;
    private readonly List<int>?[] _readers;

    public RunLedger(ExecutionPlan plan, RunScope scope)
    {
        Plan = plan;
        _scope = scope;
        _steps = new StepRecord[plan.Steps.Count];
        _readers = new List<int>?[plan.Steps.Count];
        foreach (var step in plan.Steps)
        {
            _steps[step.Index].WaitsFor = step.DependsOn.Count;
            foreach (var upstream in step.DependsOn)
            {
                (_readers[upstream] ??= []).Add(step.Index);
            }
        }
    }

    public ExecutionPlan Plan { get; }

    /// <summary>The asset that failed first.</summary>
    public AssetKey? FirstFailure { get; private set; }

    public RunStatus Status { get; private set; } = RunStatus.Succeeded;

    public bool IsSettled(int step) => _steps[step].Outcomes is not null;

    public StepGate GateOf(int step) => _steps[step].Gate!;

    public StepMeter? MeterOf(int step) => _steps[step].Meter;

    public AssetKey[] KeysOf(int step)
    {
        var assets = Plan.Steps[step].Assets;
        var keys = new AssetKey[assets.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = assets[i].Key;
        }

        return keys;
    }

    /// <summary>The partitions that a step makes; none where its assets are not partitioned.</summary>
    public IReadOnlyList<PartitionPlace> PlacesOf(int step) => Plan.Steps[step].Slice?.Partitions ?? [];

    /// <summary>A step begins.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isMeasured">Whether anybody wants to know how far it is.</param>
    public void Begin(int step, bool isMeasured = false)
    {
        _steps[step].Meter = isMeasured ? new StepMeter(_scope, Plan.Steps[step]) : null;
        _steps[step].Phase = StepPhase.Running;
        _steps[step].Gate = new StepGate();
        _steps[step].Started = _scope.Clock.GetTimestamp();
    }

    /// <summary>A step begins another attempt. Its gate is a new one, so that the old attempt can never publish.</summary>
    public void BeginAgain(int step, bool isMeasured)
    {
        _steps[step].Meter = isMeasured ? new StepMeter(_scope, Plan.Steps[step]) : null;
        _steps[step].Gate = new StepGate();
    }

    public IReadOnlyList<int> Running() =>
        [.. Enumerable.Range(0, _steps.Length).Where(step => _steps[step].Phase == StepPhase.Running)];

    /// <summary>A step has come to its end.</summary>
    public IReadOnlyList<RunEvent> Settle(int step, OutputResult[] results)
    {
        var duration = _scope.Clock.GetElapsedTime(_steps[step].Started);
        var now = _scope.Clock.GetUtcNow();
        var outcomes = new AssetOutcome[results.Length];
        var events = new List<RunEvent>(results.Length);
        for (var i = 0; i < results.Length; i++)
        {
            var key = Plan.Steps[step].Assets[i].Key;
            ref readonly var result = ref results[i];
            foreach (var finding in result.Checks ?? [])
            {
                events.Add(Event(key, finding, now, PlacesOf(step)));
            }

            outcomes[i] = Outcome(key, result, duration) with { Partitions = PlacesOf(step) };
            events.Add(Event(key, result, duration, now, PlacesOf(step)));
            Count(key, result.Status);
        }

        _scope.Shelf?.Release(Plan.Steps[step]);
        _steps[step].Phase = StepPhase.Ran;
        _steps[step].Outcomes = outcomes;
        return events;
    }

    /// <summary>A step is not run because of something upstream.</summary>
    public IReadOnlyList<RunEvent> Skip(int step, SkipCause cause)
    {
        _steps[step].Cause = cause;
        return SkipUnrelated(step, cause.Reason, cause.IsByChoice);
    }

    /// <summary>A step is not run because of something elsewhere.</summary>
    /// <param name="step">The step.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isByChoice">Whether there is nothing to do, and nothing went wrong.</param>
    public IReadOnlyList<RunEvent> SkipUnrelated(int step, string reason, bool isByChoice)
    {
        var now = _scope.Clock.GetUtcNow();
        return Drop(
            step, AssetStatus.Skipped, TimeSpan.Zero, reason,
            key => new RunEvent.AssetSkipped(_scope.RunId, now, key, reason) { IsByChoice = isByChoice, Partitions = PlacesOf(step) }, isByChoice);
    }

    /// <summary>Why a step need not run although it is planned; null if it must.</summary>
    public string? WhyFresh(int step)
    {
        string? reason = null;
        foreach (var asset in Plan.Steps[step].Assets)
        {
            reason = _scope.WhyFresh(asset.Key);
            if (reason is null)
            {
                return null;
            }
        }

        return reason;
    }

    /// <summary>A step is not run, or no longer waited for, because the run is cancelled.</summary>
    public IReadOnlyList<RunEvent> Cancel(int step, string reason)
    {
        var now = _scope.Clock.GetUtcNow();
        var duration = _steps[step].Phase == StepPhase.Running ? _scope.Clock.GetElapsedTime(_steps[step].Started) : TimeSpan.Zero;
        return Drop(step, AssetStatus.Cancelled, duration, reason, key => new RunEvent.AssetCancelled(_scope.RunId, now, key, duration, reason) { Partitions = PlacesOf(step) });
    }

    /// <summary>A step has not begun when the run ends.</summary>
    /// <param name="step">The step.</param>
    /// <param name="failFast">Why the run ends, if it stops at a failure; null if it was cancelled.</param>
    public IReadOnlyList<RunEvent> Leave(int step, string? failFast) => (CauseAgainst(step), failFast) switch
    {
        ({ } cause, _) => Skip(step, cause),
        (null, { } reason) => SkipUnrelated(step, reason, isByChoice: false),
        _ => Cancel(step, RunReasons.NeverBegan),
    };

    /// <summary>A step has failed an attempt, and there will be another one.</summary>
    public RunEvent Retrying(int step, int attempt, TimeSpan delay, Exception failure) => new RunEvent.StepRetrying(
        _scope.RunId, _scope.Clock.GetUtcNow(), Plan.Steps[step].Step.Name, KeysOf(step), attempt, delay, StepErrors.Describe(failure));

    /// <summary>
    /// The steps that have nothing more to wait for now that one is settled, each with the reason for which it cannot run or
    /// null. A step is judged only when all its upstreams are settled, so that the reason does not depend on their speed.
    /// The caller settles those with a reason before it asks for the next one.
    /// </summary>
    public IEnumerable<(int Step, SkipCause? Cause)> Released(int step)
    {
        var settled = new Queue<int>([step]);
        while (settled.TryDequeue(out var upstream))
        {
            foreach (var reader in _readers[upstream] ?? [])
            {
                if (--_steps[reader].WaitsFor > 0)
                {
                    continue;
                }

                var isInterrupted = IsAnyUpstreamCancelled(reader);
                var cause = CauseAgainst(reader);
                if (isInterrupted && cause is null)
                {
                    // It stays as it is: the run is ending, and the end says that it never began.
                    continue;
                }

                yield return (reader, cause);
                if (cause is not null)
                {
                    settled.Enqueue(reader);
                }
            }
        }
    }

    /// <summary>Why a step cannot run; null if nothing upstream stands against it.</summary>
    public SkipCause? CauseAgainst(int step)
    {
        var links = Plan.Steps[step].Links;
        for (var i = 0; i < links.Count; i++)
        {
            if (CauseOf(links[i]) is { } cause)
            {
                return cause;
            }
        }

        return null;
    }

    /// <summary>What became of each asset, in the order of the plan.</summary>
    public IReadOnlyList<AssetOutcome> Outcomes()
    {
        var outcomes = new List<AssetOutcome>(Plan.Assets.Count);
        foreach (var step in _steps)
        {
            outcomes.AddRange(step.Outcomes!);
        }

        return outcomes;
    }

    private bool IsAnyUpstreamCancelled(int step)
    {
        foreach (var link in Plan.Steps[step].Links)
        {
            if (OutcomeOf(link) is { Status: AssetStatus.Cancelled })
            {
                return true;
            }
        }

        return false;
    }

    private SkipCause? CauseOf(PlannedLink link)
    {
        if (OutcomeOf(link) is not { } outcome)
        {
            return null;
        }

        ref readonly var upstream = ref _steps[link.Step];
        return outcome.Status switch
        {
            AssetStatus.Failed => SkipCause.Direct(RunReasons.Failed(link.Key), isByChoice: false),
            AssetStatus.Skipped when upstream.Cause is { } cause => cause with { Reason = RunReasons.Through(cause.Root, link.Key) },
            AssetStatus.Skipped when upstream.Phase == StepPhase.Ran && !link.CanBeAbsent => SkipCause.Direct(RunReasons.LeftOut(link.Key), isByChoice: true),
            _ => null,
        };
    }

    private AssetOutcome? OutcomeOf(PlannedLink link)
    {
        foreach (var outcome in _steps[link.Step].Outcomes ?? [])
        {
            if (outcome.Key == link.Key)
            {
                return outcome;
            }
        }

        return null;
    }

    private RunEvent[] Drop(int step, AssetStatus status, TimeSpan duration, string reason, Func<AssetKey, RunEvent> report, bool isByChoice = false)
    {
        var keys = KeysOf(step);
        _scope.Shelf?.Release(Plan.Steps[step]);
        _steps[step].Phase = StepPhase.Dropped;
        _steps[step].Outcomes = Array.ConvertAll(keys, key => new AssetOutcome(key, status, null, duration, reason) { IsByChoice = isByChoice, Partitions = PlacesOf(step) });
        foreach (var key in keys)
        {
            Count(key, status);
        }

        return Array.ConvertAll(keys, key => report(key));
    }

    private void Count(AssetKey key, AssetStatus status)
    {
        if (status is AssetStatus.Failed or AssetStatus.ChecksFailed)
        {
            FirstFailure ??= key;
        }

        Status = status switch
        {
            AssetStatus.Cancelled => RunStatus.Cancelled,
            AssetStatus.Failed or AssetStatus.ChecksFailed when Status == RunStatus.Succeeded => RunStatus.Failed,
            _ => Status,
        };
    }

    private static AssetOutcome Outcome(AssetKey key, in OutputResult result, TimeSpan duration) =>
        new(key, result.Status, result.Rows, duration, result.Error?.Message ?? result.Reason) { IsByChoice = result.Status == AssetStatus.Skipped };

    private RunEvent Event(AssetKey key, in OutputResult result, TimeSpan duration, DateTimeOffset now, IReadOnlyList<PartitionPlace> places) => result.Status switch
    {
        AssetStatus.Materialized => new RunEvent.AssetMaterialized(
            _scope.RunId, now, key, result.Version, result.Rows, result.Bytes, duration, result.Metadata ?? NoMetadata)
        {
            CodeVersion = _scope.CodeOf(key)?.Version,
            CodeBuild = _scope.CodeOf(key)?.Build,
            Code = _scope.CodeOf(key) is { Parts.Count: > 0 } code ? code : null,
            DataVersion = result.DataVersion,
            Inputs = result.Inputs ?? [],
            Partitions = Materialized(places, result),
        },
        AssetStatus.Observed => new RunEvent.AssetObserved(_scope.RunId, now, key, result.DataVersion!, duration, result.Metadata ?? NoMetadata) { Partitions = result.Observed ?? [] },
        AssetStatus.Checked or AssetStatus.ChecksFailed => new RunEvent.AssetChecked(_scope.RunId, now, key, duration, result.Checks!.Count(finding => finding.IsError)),
        AssetStatus.Failed => new RunEvent.AssetFailed(_scope.RunId, now, key, duration, result.Error!) { Partitions = places },
        AssetStatus.Cancelled => new RunEvent.AssetCancelled(_scope.RunId, now, key, duration, result.Reason!) { Partitions = places },

        // A step that has run skips only what its method leaves out.
        _ => new RunEvent.AssetSkipped(_scope.RunId, now, key, result.Reason!)
        {
            IsByChoice = true,
            Partitions = places,
            LeftOut = places.Count > 0 || result.Inputs is null ? null : new Materialization(_scope.RunId, now, Version: null)
            {
                Duration = duration,
                CodeVersion = _scope.CodeOf(key)?.Version,
                CodeBuild = _scope.CodeOf(key)?.Build,
                Inputs = result.Inputs ?? [],
            },
        },
    };

    private RunEvent.CheckEvaluated Event(AssetKey key, CheckFinding finding, DateTimeOffset now, IReadOnlyList<PartitionPlace> places) => new(
        _scope.RunId, now, key, finding.Check.Name, finding.Result.Passed, finding.Severity, finding.Check.IsBlocking, finding.Duration)
    {
        Message = finding.Result.Message,
        Version = finding.Version,
        Evidence = finding.Result.Evidence,
        Metadata = finding.Result.Metadata,
        Partitions = places,
    };

    // What a store knows of each partition; of one alone everything that is known of the asset is of it.
    private static MaterializedPartition[] Materialized(IReadOnlyList<PartitionPlace> places, OutputResult result)
    {
        var staged = result.Partitions ?? [];
        return places.Count == 1
            ? [new MaterializedPartition(places[0], result.Rows) { DataVersion = result.DataVersion }]
            : [.. places.Select((place, i) => i < staged.Count
                ? new MaterializedPartition(place, staged[i].Rows) { DataVersion = staged[i].DataVersion }
                : new MaterializedPartition(place, null))];
    }
}
