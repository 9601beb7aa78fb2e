using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Execution;

/// <summary>Calls a SQL asset's method to get its query, without a run: nothing is opened, read or computed.</summary>
internal sealed class QueryCapture : StepInvocation
{
    private readonly StepDefinition _step;
    private readonly Func<int, bool> _hasInput;
    private readonly Func<Type, object> _configOf;
    private readonly IReadOnlyList<PartitionKey> _partitions;
    private readonly IReadOnlyList<SqlPart>?[] _queries;

    private QueryCapture(StepDefinition step, Func<int, bool> hasInput, Func<Type, object> configOf, IReadOnlyList<PartitionKey> partitions)
    {
        _step = step;
        _partitions = partitions;
        _hasInput = hasInput;
        _configOf = configOf;
        _queries = new IReadOnlyList<SqlPart>?[step.Outputs.Count];
        Context = new NoRun(step.Outputs[0].Key);
    }

    public override AssetContext Context { get; }

    /// <summary>The query of an asset.</summary>
    /// <param name="node">The asset.</param>
    /// <param name="hasInput">Whether an input that may be absent is there.</param>
    /// <param name="configOf">The configuration of a type.</param>
    /// <param name="partitions">The partitions that the query is to make; null for none.</param>
    /// <exception cref="DataplatformException">The asset is not made by a query.</exception>
    public static async ValueTask<IReadOnlyList<SqlPart>> PartsOfAsync(AssetNode node, Func<int, bool> hasInput, Func<Type, object> configOf, IReadOnlyList<PartitionKey>? partitions = null)
    {
        var step = node.Step;
        if (!step.IsSql || step.Invoke is null)
        {
            throw new DataplatformException($"'{node.Key}' is made by C# code ('{step.Name}'), not by a query.");
        }

        var capture = new QueryCapture(step, hasInput, configOf, partitions ?? []);
        await step.Invoke(capture);
        for (var i = 0; i < step.Outputs.Count; i++)
        {
            if (step.Outputs[i].Key == node.Key)
            {
                return capture._queries[i] ?? throw new DataplatformException($"'{step.Name}' gave no query for '{node.Key}'.");
            }
        }

        throw new InvalidOperationException($"'{step.Name}' does not make '{node.Key}'.");
    }

    /// <summary>For whoever has no configuration to give.</summary>
    public static object NoConfig(Type type) => throw new DataplatformException($"'{type.Name}' is configuration of a run, and there is no run.");

    public override T Config<T>() => (T)_configOf(typeof(T));

    public override bool HasInput(int input) => _hasInput(input);

    public override Table<T> Table<T>(int input) => new(_step.Inputs[input].Key, _step.Inputs[input].Name, new UnreadableTable<T>(Explain("reads rows")));

    public override ValueTask QueryAsync<T>(int output, Sql<T> query)
    {
        _queries[output] = query.Parts;
        return ValueTask.CompletedTask;
    }

    public override void AddMetadata(int output, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
    }

    public override ValueTask AbsentAsync(int output) => ValueTask.CompletedTask;

    public override T Partition<T>(int dimension) => _partitions switch
    {
        [] => throw NoPartition("the key of a partition"),
        [var key] => TypedKeys.Get<T>(_step.Partitions!, key, dimension),

        // Beside a range there may be keys of other dimensions, which are then all the same.
        _ when _step.TakesRange => TypedKeys.Get<T>(_step.Partitions!, _partitions[0], dimension),
        _ => throw new DataplatformException($"'{_step.Name}' makes one partition in a call, and {_partitions.Count} are meant. Name one of them, such as {_partitions[0]}."),
    };

    public override PartitionRange<T> PartitionRange<T>(int dimension) =>
        _partitions.Count > 0 ? TypedKeys.GetRange<T>(_step.Partitions!, _partitions, dimension) : throw NoPartition("the keys of partitions");

    public override T Resource<T>(object? key = null) => throw NotNow("takes a service");

    public override T? OptionalResource<T>(object? key = null)
        where T : class => throw NotNow("takes a service");

    public override T Instance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>() => throw NotNow("is an instance method");

    public override ValueTask<IReadOnlyList<T>> RowsAsync<T>(int input) => throw NotNow("reads rows");

    public override ValueTask<T> ArtifactAsync<T>(int input) => throw NotNow("reads a value");

    public override ValueTask StreamAsync<T>(int output, IAsyncEnumerable<T> rows) => throw NotNow("returns rows");

    public override ValueTask RowsAsync<T>(int output, IEnumerable<T> rows) => throw NotNow("returns rows");

    public override ValueTask ArtifactAsync<T>(int output, T value) => throw NotNow("returns a value");

    public override ValueTask ObservedAsync(Observation? observation) => throw NotNow("observes an asset");

    public override ValueTask EffectAsync(int output) => throw NotNow("has an effect");

    private DataplatformException NoPartition(string what) => new(
        $"'{_step.Name}' takes {what}, so its query is that of a partition. Say which one: --partition {PartitionKeys.Example(PartitionShape.Of(_step.Partitions))}.");

    private DataplatformException NotNow(string what) => new(Explain(what));

    private string Explain(string what) =>
        $"'{_step.Name}' {what}, so its query cannot be rendered without running it. A SQL asset takes only tables and [Config].";

    private sealed class NoRun(AssetKey key) : AssetContext
    {
        public override AssetKey Key => key;

        public override RunId RunId => default;

        public override ILogger Logger => NullLogger.Instance;

        public override CancellationToken CancellationToken => CancellationToken.None;

        public override TimeProvider TimeProvider => TimeProvider.System;

        public override void AddMetadata(string name, MetadataValue value)
        {
        }
    }
}
