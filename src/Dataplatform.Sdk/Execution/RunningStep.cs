using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a step's method is given and what it hands over: inputs come from the stores, outputs are staged there.</summary>
internal sealed class RunningStep : BoundInvocation
{
    private readonly RunScope _run;
    private readonly StepDefinition _step;
    private readonly StepOutput[] _outputs;
    private readonly RunContext _context;
    private readonly StepMeter? _meter;
    private Observation? _observation;
    private IReadOnlyList<MaterializedPartition> _observed = [];
    private StepSessions? _sessions;

    public RunningStep(RunScope run, PlannedStep planned, StepMeter? meter, int attempt)
        : this(run, planned, meter, new RunContext(run, planned.Step, attempt))
    {
    }

    private RunningStep(RunScope run, PlannedStep planned, StepMeter? meter, RunContext context)
        : base(run, planned.Step, planned.Slice, context)
    {
        var (step, wanted) = (planned.Step, planned.Assets);
        (_run, _step, _meter, _context) = (run, step, meter, context);
        _outputs = new StepOutput[step.Outputs.Count];
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].IsWanted = wanted.Count == _outputs.Length || wanted.Contains(step.Outputs[i]);
        }
    }

    public IReadOnlyList<StepSession> OpenSessions => _sessions?.All ?? [];

    /// <summary>The step's sessions, for whoever looks at what it has staged.</summary>
    public StepSessions Sessions => _sessions ??= new StepSessions(_run, _step.Name, _context.Attempt);

    /// <summary>Binds the inputs and calls the method; afterwards every output is staged.</summary>
    public ValueTask InvokeAsync()
    {
        var invoke = _step.Invoke ?? throw new DataplatformException($"'{_step.Name}' cannot be computed: somebody else makes it.");
        return CallAsync(invoke, () => new StepBindings(_run, _step, Slice, Sessions, _meter));
    }

    /// <summary>The ordinal of the output that is an asset; -1 if none is.</summary>
    public int OutputOf(AssetKey key)
    {
        var output = _step.Outputs.Count - 1;
        while (output >= 0 && _step.Outputs[output].Key != key)
        {
            output--;
        }

        return output;
    }

    /// <summary>Whether an output was left out.</summary>
    /// <exception cref="DataplatformException">An output that is not optional was left out.</exception>
    public bool IsAbsent(int output)
    {
        if (_outputs[output].State == StepOutputState.HandedOver)
        {
            return false;
        }

        return _step.Outputs[output].IsOptional
            ? true
            : throw new DataplatformException($"'{_step.Name}' did not hand over '{_step.Outputs[output].Key}', which is not optional.");
    }

    /// <summary>What the step reads.</summary>
    public IReadOnlyList<InputVersion> Inputs => Bindings?.Versions() ?? [];

    /// <summary>By what the data of the asset is known that the step observes; null if it observes none.</summary>
    public string? ObservedVersion => _observation?.DataVersion;

    /// <summary>The partitions that the step has observed.</summary>
    public IReadOnlyList<MaterializedPartition> ObservedPartitions => _observed;

    public StagedAsset? StagedOf(int output) => _outputs[output].Staged;

    /// <summary>What an output's content is known by: what its author says, or else its store.</summary>
    public string? DataVersionOf(int output) =>
        _outputs[output].Metadata?.GetValueOrDefault(DataVersions.Fact) is MetadataValue.Text(var said) ? said : _outputs[output].Staged?.DataVersion;

    public RowCapture? CaptureOf(int output) => _outputs[output].Capture;

    public IReadOnlyDictionary<string, MetadataValue>? MetadataOf(int output) => RedactedMetadata.Of(_context.MetadataOf(_outputs[output].Metadata));

    /// <summary>Gives everything back; what is staged and not published is discarded.</summary>
    /// <exception cref="AggregateException">Something could not be given back; everything else was.</exception>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What one fails to give back must not keep the others open.")]
    public async ValueTask CloseAsync()
    {
        List<Exception>? failures = null;
        foreach (var session in OpenSessions)
        {
            failures = await DisposeAsync(session.Session, failures);
        }

        try
        {
            await CloseResourcesAsync();
        }
        catch (Exception exception)
        {
            (failures ??= []).Add(exception);
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }

    public override void AddMetadata(int output, IReadOnlyDictionary<string, MetadataValue> metadata) => _outputs[output].Metadata = metadata;

    public override ValueTask ObservedAsync(Observation? observation)
    {
        _observation = observation ?? throw new DataplatformException(
            $"'{_step.Name}' returned no data version of '{_step.Observes}', but null or an empty text. Return what the data is known by, or throw an exception that says why nobody can tell.");
        _observed = ObservedKeys.Of(_step, _run.Graph[_step.Observes!.Value].Step, observation);
        _outputs[0].Metadata = observation.Metadata;
        HandOver(0);
        return ValueTask.CompletedTask;
    }

    public override ValueTask EffectAsync(int output)
    {
        HandOver(output);
        return ValueTask.CompletedTask;
    }

    public override ValueTask AbsentAsync(int output)
    {
        HandOver(output, StepOutputState.Absent);
        return ValueTask.CompletedTask;
    }

    public override ValueTask StreamAsync<T>(int output, IAsyncEnumerable<T> rows)
    {
        Require(output, rows, "an empty collection");
        return StageAsync(output, rows, total: null);
    }

    public override ValueTask RowsAsync<T>(int output, IEnumerable<T> rows)
    {
        Require(output, rows, "an empty collection");
        var total = (rows as IReadOnlyCollection<T>)?.Count;
        var capture = _outputs[output].IsWanted && _step.Outputs[output] is { Rows: RowCodec<T> codec, Key: var key, Write.KeepsRows: false }
            && Slice is null
            ? _run.Shelf?.Capture(key, codec, total)
            : null;
        _outputs[output].Capture = capture;
        return StageAsync(output, new EnumeratedRows<T>(rows, capture, _run.Cancellation), total);
    }

    public override async ValueTask ArtifactAsync<T>(int output, T value)
    {
        Require(output, value, "a value");
        if (HandOver(output))
        {
            var session = await Sessions.InAsync(_step.Outputs[output].Store);
            var codec = _step.Outputs[output].Artifact as ArtifactCodec<T> ?? throw Mismatch<T>(output);
            Keep(output, session, await session.Session.StageArtifactAsync(TargetOf(output), codec, value, _run.Cancellation));
        }
    }

    public override async ValueTask QueryAsync<T>(int output, Sql<T> query)
    {
        var asset = _step.Outputs[output];
        if (!HandOver(output) || asset.As == Materialize.Ephemeral)
        {
            return;
        }

        var session = await Sessions.InAsync(asset.Store);
        var dialect = session.DialectFor(asset.Key);
        var schema = (asset.Rows ?? throw Mismatch<T>(output)).Schema;
        if (asset.As == Materialize.View)
        {
            var inliner = new QueryInliner(_run.Graph, dialect, asset.Store)
            {
                IsPublished = key => session.Session.IsPublishedAsync(key, _run.Cancellation),
                ConfigOf = _run.Configs.Get,
            };
            var view = await inliner.RenderAsync(query.Parts);
            Keep(output, session, await session.Session.StageViewAsync(TargetOf(output), schema, view, _run.Cancellation));
            return;
        }

        await BindForeignInputsAsync(query.Parts, asset.Key, session);
        var rendered = SqlRenderer.Render(query.Parts, dialect, reference => dialect.Identifier(reference.InputName));
        Keep(output, session, await session.Session.StageQueryAsync(TargetOf(output), schema, rendered, _run.Cancellation));
    }

    private async ValueTask StageAsync<T>(int output, IAsyncEnumerable<T> rows, long? total)
    {
        if (HandOver(output))
        {
            var session = await Sessions.InAsync(_step.Outputs[output].Store);
            var codec = _step.Outputs[output].Rows as RowCodec<T> ?? throw Mismatch<T>(output);
            Keep(output, session, await session.Session.StageRowsAsync(TargetOf(output, total), codec, rows, _run.Cancellation));
        }
    }

    // The compiler lets null through where the author silenced it; it must never take the place of the last good version.
    private void Require<T>(int output, T value, string instead)
    {
        if (value is null)
        {
            throw new DataplatformException(
                $"'{_step.Name}' returned null for '{_step.Outputs[output].Key}'. Return {instead}, or make the return type nullable to leave the asset out.");
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What one fails to give back must not keep the others open.")]
    private static async ValueTask<List<Exception>?> DisposeAsync(IAsyncDisposable disposable, List<Exception>? failures)
    {
        try
        {
            await disposable.DisposeAsync();
        }
        catch (Exception exception)
        {
            (failures ??= []).Add(exception);
        }

        return failures;
    }

    private bool HandOver(int output, StepOutputState state = StepOutputState.HandedOver)
    {
        if (_outputs[output].State != StepOutputState.Missing)
        {
            throw new InvalidOperationException($"'{_step.Name}' handed over '{_step.Outputs[output].Key}' twice.");
        }

        _outputs[output].State = state;
        return _outputs[output].IsWanted;
    }

    private void Keep(int output, StepSession session, StagedAsset staged)
    {
        if (staged.Alterations.Count > 0)
        {
            ExecutionLog.ColumnsAltered(_context.Logger, staged.Key, string.Join("; ", staged.Alterations));
        }

        _outputs[output].Staged = staged;
        session.Staged.Add(staged);
    }

    private StageTarget TargetOf(int output, long? total = null) =>
        new(_step.Outputs[output].Key)
        {
            Write = _step.Outputs[output].Write,
            FullRefresh = _run.FullRefresh,
            Slice = Slice is { } slice ? StoreSlices.Of(_step, _step.Outputs[output], slice) : null,
            Progress = _meter?.Begin(_step.Outputs[output].Key, total),
        };

    private InvalidOperationException Mismatch<T>(int output) => new(
        $"'{_step.Name}' hands over '{typeof(T)}' for '{_step.Outputs[output].Key}', which is declared as '{_step.Outputs[output].ValueType}'.");
}
