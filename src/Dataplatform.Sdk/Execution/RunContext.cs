using Dataplatform.Sdk.Catalog;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a run tells a step.</summary>
internal sealed class RunContext(RunScope run, StepDefinition step, int attempt) : AssetContext
{
    private readonly Lock _adding = new();
    private Dictionary<string, MetadataValue>? _metadata;
    private ILogger? _logger;

    public override AssetKey Key => step.Checks?.Asset ?? step.Outputs[0].Key;

    public override RunId RunId => run.RunId;

    public override int Attempt => attempt;

    public override ILogger Logger => _logger ??= new AssetLogger(run.Loggers.CreateLogger(step.Name), run.Log, run.RunId, Key, attempt);

    public override CancellationToken CancellationToken => run.Cancellation;

    public override TimeProvider TimeProvider => run.Clock;

    // A step may report from several threads of its own.
    public override void AddMetadata(string name, MetadataValue value)
    {
        lock (_adding)
        {
            (_metadata ??= new(StringComparer.Ordinal))[name] = value;
        }
    }

    /// <summary>The facts about an output: its own count before those of the step.</summary>
    public IReadOnlyDictionary<string, MetadataValue>? MetadataOf(IReadOnlyDictionary<string, MetadataValue>? own)
    {
        lock (_adding)
        {
            if (_metadata is null)
            {
                return own;
            }

            var all = new Dictionary<string, MetadataValue>(_metadata, StringComparer.Ordinal);
            foreach (var (name, value) in own ?? new Dictionary<string, MetadataValue>())
            {
                all[name] = value;
            }

            return all;
        }
    }
}
