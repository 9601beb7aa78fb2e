using System.Text.Json;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>Gives a step its inputs and writes down what it hands over.</summary>
internal sealed class RecordingInvocation : StepInvocation
{
    /// <summary>By ordinal; an input that is not here was never published.</summary>
    public Dictionary<int, object> Inputs { get; } = [];

    public Dictionary<(Type Type, object? Key), object> Resources { get; } = [];

    public List<string> Log { get; } = [];

    public override AssetContext Context { get; } = new FakeContext();

    public static async Task<IReadOnlyList<string>> RunAsync(StepDefinition step, Action<RecordingInvocation>? arrange = null)
    {
        var invocation = new RecordingInvocation();
        arrange?.Invoke(invocation);
        await step.Invoke!(invocation);
        return invocation.Log;
    }

    /// <summary>What <see cref="Config{T}"/> gives.</summary>
    public Dictionary<Type, object> Configs { get; } = [];

    /// <summary>What <see cref="Partition{T}"/> and <see cref="PartitionRange{T}"/> give, by the dimension and the type of the key.</summary>
    public Dictionary<(int Dimension, Type Type), object> Partitions { get; } = [];

    public override T Partition<T>(int dimension) => (T)Partitions[(dimension, typeof(T))];

    public override PartitionRange<T> PartitionRange<T>(int dimension) => (PartitionRange<T>)Partitions[(dimension, typeof(T))];

    public override T Config<T>() => (T)Configs[typeof(T)];

    public override T Resource<T>(object? key = null) => (T)Resources[(typeof(T), key)];

    public override T? OptionalResource<T>(object? key = null)
        where T : class => (T?)Resources.GetValueOrDefault((typeof(T), key));

    public override T Instance<T>()
    {
        var constructor = typeof(T).GetConstructors().Single();
        return (T)constructor.Invoke([.. constructor.GetParameters().Select(p => Resources[(p.ParameterType, null)])]);
    }

    public override bool HasInput(int input) => Inputs.ContainsKey(input);

    public override Table<T> Table<T>(int input) => Sdk.Table.Of((IEnumerable<T>)Inputs[input]);

    public override ValueTask<IReadOnlyList<T>> RowsAsync<T>(int input) => new((IReadOnlyList<T>)Inputs[input]);

    public override ValueTask<T> ArtifactAsync<T>(int input) => new((T)Inputs[input]);

    public override void AddMetadata(int output, IReadOnlyDictionary<string, MetadataValue> metadata) =>
        Log.Add($"metadata {output}: {string.Join(", ", metadata.Select(pair => $"{pair.Key}={pair.Value}"))}");

    public override async ValueTask StreamAsync<T>(int output, IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        Log.Add($"stream {output}: {JsonSerializer.Serialize(list)}");
    }

    public override ValueTask RowsAsync<T>(int output, IEnumerable<T> rows)
    {
        Log.Add($"rows {output}: {JsonSerializer.Serialize(rows.ToList())}");
        return default;
    }

    public override ValueTask QueryAsync<T>(int output, Sql<T> query)
    {
        Log.Add($"query {output}: {typeof(T).Name} of {query.Parts.Count} parts");
        return default;
    }

    public override ValueTask ArtifactAsync<T>(int output, T value)
    {
        Log.Add($"artifact {output}: {JsonSerializer.Serialize(value)}");
        return default;
    }

    public override ValueTask EffectAsync(int output)
    {
        Log.Add($"effect {output}");
        return default;
    }

    public override ValueTask ObservedAsync(Observation? observation)
    {
        Log.Add($"observed: {observation?.DataVersion ?? "null"}");
        return default;
    }

    public override ValueTask CheckedAsync(CheckResult? result)
    {
        Log.Add($"checked: {result?.Passed.ToString() ?? "null"}");
        return default;
    }

    public override ValueTask CheckedAsync(Sql failing)
    {
        Log.Add($"failing: {string.Concat(failing.Parts.Select(part => part switch { SqlPart.Text(var text) => text, SqlPart.Table(var table) => table.InputName, _ => "?" }))}");
        return default;
    }

    public override ValueTask AbsentAsync(int output)
    {
        Log.Add($"absent {output}");
        return default;
    }

    private sealed class FakeContext : AssetContext
    {
        public override AssetKey Key => new("test/asset");

        public override RunId RunId => default;

        public override ILogger Logger => NullLogger.Instance;

        public override CancellationToken CancellationToken => CancellationToken.None;

        public override TimeProvider TimeProvider => TimeProvider.System;

        public override void AddMetadata(string name, MetadataValue value)
        {
        }
    }
}
