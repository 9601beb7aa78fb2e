using System.Reflection;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Testing;

/// <summary>Services and stores of one test; nothing is shared with another one.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    // Small data: threads would only cost, and the order of rows stays the same.
    private static readonly DuckDbOptions Small = new() { Threads = 1 };

    private readonly ServiceProvider _services;
    private readonly StoreRegistry _stores;
    private readonly TimeProvider _clock;

    public TestHost(TestSlice slice, Dictionary<string, string?> configuration, List<Action<IServiceCollection>> configure, TimeProvider clock)
    {
        _clock = clock;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddSingleton(clock);
        foreach (var action in configure)
        {
            action(services);
        }

        _services = services.BuildServiceProvider();
        var names = slice.Graph().Assets.Select(asset => asset.Definition.Store).Append(null).Distinct();
        _stores = new StoreRegistry(_services, names.Select(name => new StoreRegistration(name, _ => DuckDbAssetStore.InMemory(Small, clock))));
    }

    public Task<RunEvent.RunCompleted> RunAsync(AssetGraph graph, RecordedRun record, CancellationToken cancellationToken)
    {
        var planned = graph.Assets.Where(asset => asset.Step.Invoke is not null).Select(asset => asset.Key).ToArray();
        var plan = ExecutionPlanner.Plan(graph, AssetSelection.Keys(planned));
        var loggers = _services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        return new RunExecutor(_services, _stores, _clock, loggers).ExecuteAsync(graph, plan, new RunOptions(), record, cancellationToken);
    }

    /// <summary>All that was computed, in memory of .NET, so that the stores can go.</summary>
    public async Task<Dictionary<AssetKey, object>> ReadAsync(TestSlice slice, RunEvent.RunCompleted completed, CancellationToken cancellationToken)
    {
        var done = completed.Assets.Where(asset => asset.Status == AssetStatus.Materialized).Select(asset => asset.Key).ToHashSet();
        var values = new Dictionary<AssetKey, object>();
        foreach (var definition in slice.Computed.Select(asset => asset.Definition).Where(asset => done.Contains(asset.Key)))
        {
            var (reader, codec, type) = definition switch
            {
                { Rows: { } rows } => (nameof(RowsAsync), (object)rows, rows.RowType),
                { Artifact: { } artifact } => (nameof(ValueAsync), artifact, artifact.ValueType),
                _ => default,
            };
            if (codec is not null)
            {
                await using var session = await _stores.For(definition).BeginAsync(new StepScope(completed.RunId, "read"), cancellationToken);
                var method = typeof(TestHost).GetMethod(reader, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
                values[definition.Key] = await (Task<object>)method.Invoke(null, [session, definition.Key, codec, cancellationToken])!;
            }
        }

        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static async Task<object> RowsAsync<T>(IStoreSession session, AssetKey key, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        var binding = new InputBinding.Published(key, "result");
        await session.BindAsync(binding, cancellationToken);
        var rows = new List<T>();
        await foreach (var row in session.Open(binding, codec).ReadAsync(limit: null, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<object> ValueAsync<T>(IStoreSession session, AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        (await session.ReadArtifactAsync(key, codec, cancellationToken))!;
}
