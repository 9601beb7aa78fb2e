using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>Which stores a plan touches, and which published assets it takes for granted there.</summary>
internal sealed class StoreNeeds
{
    private readonly AssetGraph _graph;
    private readonly HashSet<AssetKey> _planned;
    private readonly SortedDictionary<string, AssetKey> _stores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(AssetKey Key, AssetKey Reader)>> _inputs = new(StringComparer.Ordinal);
    private readonly HashSet<AssetKey> _seen = [];

    public StoreNeeds(AssetGraph graph, ExecutionPlan plan)
    {
        _graph = graph;
        // Whoever only checks reads what is published.
        _planned = [.. plan.Steps.Where(step => !step.IsCheck).SelectMany(step => step.Assets).Select(asset => asset.Key)];
        foreach (var step in plan.Steps)
        {
            foreach (var asset in step.Assets)
            {
                if (asset.Kind != ValueKind.Effect)
                {
                    _stores.TryAdd(asset.Store ?? string.Empty, asset.Key);
                }
            }

            if (!step.IsCheck)
            {
                AddInputs(step.Step, step.Assets[0].Key);
            }

            foreach (var asset in graph.HasChecks ? step.Assets : [])
            {
                foreach (var check in graph[asset.Key].Audits)
                {
                    AddInputs(check, asset.Key);
                }
            }
        }
    }

    /// <summary>The stores, the default one (null) first, each with an asset that needs it.</summary>
    public IEnumerable<(string? Name, AssetKey FirstUser)> Stores =>
        _stores.Select(pair => (pair.Key.Length == 0 ? null : pair.Key, pair.Value));

    /// <summary>What must already be published in a store.</summary>
    public IReadOnlyList<(AssetKey Key, AssetKey Reader)> InputsFrom(string? store) =>
        _inputs.TryGetValue(store ?? string.Empty, out var inputs) ? inputs : [];

    // With a stack of its own: chains of ephemeral assets may be longer than the thread's.
    private void AddInputs(StepDefinition step, AssetKey reader)
    {
        Stack<StepDefinition>? ephemeral = null;
        AddInputs(step, reader, ref ephemeral);
        while (ephemeral is not null && ephemeral.TryPop(out var further))
        {
            AddInputs(further, reader, ref ephemeral);
        }
    }

    private void AddInputs(StepDefinition step, AssetKey reader, ref Stack<StepDefinition>? ephemeral)
    {
        foreach (var input in step.Inputs)
        {
            var asset = _graph[input.Key].Definition;
            var store = asset.Store ?? string.Empty;
            _stores.TryAdd(store, reader);
            if (asset.IsExternal || input.IsSelf || asset.Key == step.Checks?.Asset || _planned.Contains(asset.Key))
            {
                continue;
            }

            if (asset.As == Materialize.Ephemeral)
            {
                if (_seen.Add(asset.Key))
                {
                    (ephemeral ??= new()).Push(_graph[asset.Key].Step);
                }
            }
            else if (!input.IsOptional && _seen.Add(asset.Key))
            {
                if (!_inputs.TryGetValue(store, out var inputs))
                {
                    _inputs.Add(store, inputs = []);
                }

                inputs.Add((asset.Key, reader));
            }
        }
    }
}
