using System.Collections.Concurrent;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>A store in memory that keeps rows as they are, runs no queries, and remembers what it was asked to do.</summary>
internal sealed class MemoryStore(string name = "memory", SqlDialect? dialect = null) : IAssetStore
{
    private readonly Lock _publishing = new();
    private readonly TaskCompletionSource _sessionClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<AssetKey, TaskCompletionSource> _awaited = new();
    private long _fence;
    private int _openSessions;

    /// <summary>What is published; of a partitioned asset what was published last.</summary>
    public ConcurrentDictionary<AssetKey, MemoryVersion> Published { get; } = new();

    /// <summary>What is published of partitioned assets.</summary>
    public ConcurrentDictionary<AssetKey, IReadOnlyDictionary<PartitionKey, MemoryVersion>> Partitions { get; } = new();

    /// <summary>What happened, a line each.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Which steps read rows from it, a line each.</summary>
    public ConcurrentQueue<string> Reads { get; } = new();

    /// <summary>For whom its sessions were begun.</summary>
    public ConcurrentQueue<StepScope> Scopes { get; } = new();

    /// <summary>What rows and queries were staged for.</summary>
    public ConcurrentQueue<StageTarget> Targets { get; } = new();

    /// <summary>Called while a query runs.</summary>
    public Action<StageTarget>? Querying { get; set; }

    public int OpenSessions => _openSessions;

    /// <summary>Done when the first session is closed.</summary>
    public Task SessionClosed => _sessionClosed.Task;

    public int Opened { get; private set; }

    /// <summary>Called before a publication takes effect.</summary>
    public Func<IReadOnlyList<StagedAsset>, CancellationToken, ValueTask>? Publishing { get; set; }

    public string Description => name;

    public SqlDialect? Dialect => dialect;

    public bool KeepsPartitions { get; set; } = true;

    /// <summary>Why it cannot keep an asset.</summary>
    public Func<AssetKey, string?> Refusing { get; set; } = _ => null;

    /// <summary>Called with the step's name when one of its sessions is closed.</summary>
    public Action<string>? Closing { get; set; }

    public string? Refusal(AssetKey key) => Refusing(key);

    public long NextFence() => Interlocked.Increment(ref _fence);

    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        Opened++;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _openSessions);
        Scopes.Enqueue(scope);
        return ValueTask.FromResult<IStoreSession>(new MemorySession(this, scope));
    }

    public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<PublishedAsset>>(
            [.. Published.OrderBy(pair => pair.Key).Select(pair => Head(pair.Key, pair.Value))]);

    public ValueTask<IReadOnlyList<PublishedPartition>> PartitionsAsync(AssetKey key, IReadOnlyList<PartitionKey>? partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PartitionsOf(key, partitions));

    public IReadOnlyList<PublishedPartition> PartitionsOf(AssetKey key, IReadOnlyList<PartitionKey>? partitions) => Partitions.TryGetValue(key, out var all)
        ? [.. (partitions?.Distinct() ?? all.Keys).Order().Where(all.ContainsKey).Select(partition => new PublishedPartition(partition, all[partition].Id, all[partition].RunId, default, all[partition].Rows?.Count))]
        : [];

    /// <summary>Done when an asset is published.</summary>
    public Task PublishedAsync(string key) => _awaited.GetOrAdd(new(key), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public MemoryStore With(string key, params Item[] rows)
    {
        Published[new(key)] = new MemoryVersion("before", new("before"), rows, null, null);
        return this;
    }

    /// <summary>A partition as an earlier run has published it.</summary>
    public MemoryStore With(string key, string partition, params Item[] rows) => With(key, partition, new RunId("before"), rows);

    /// <summary>A partition as a run has published it.</summary>
    public MemoryStore With(string key, string partition, RunId run, params Item[] rows)
    {
        Publish([KeyValuePair.Create(new AssetKey(key), new MemoryVersion($"before {partition}", run, rows, null, null) { Partitions = new Dictionary<PartitionKey, IReadOnlyList<Item>> { [new(partition)] = rows } })]);
        return this;
    }

    public void Publish(IEnumerable<KeyValuePair<AssetKey, MemoryVersion>> versions)
    {
        lock (_publishing)
        {
            foreach (var (key, version) in versions)
            {
                Published[key] = version;
                if (version.Partitions is { } slice)
                {
                    var partitions = new Dictionary<PartitionKey, MemoryVersion>(Partitions.GetValueOrDefault(key) ?? new Dictionary<PartitionKey, MemoryVersion>());
                    foreach (var (partition, rows) in slice)
                    {
                        partitions[partition] = version with { Rows = version.Rows is null ? null : rows };
                    }

                    Partitions[key] = partitions;
                }
                else
                {
                    Partitions.TryRemove(key, out _);
                }

                _awaited.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
    }

    public void Close()
    {
        Interlocked.Decrement(ref _openSessions);
        _sessionClosed.TrySetResult();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private PublishedAsset Head(AssetKey key, MemoryVersion version) => Partitions.TryGetValue(key, out var partitions)
        ? new(key, version.Id, version.RunId, default, partitions.Values.Sum(partition => partition.Rows?.Count)) { Partitions = partitions.Count }
        : new(key, version.Id, version.RunId, default, version.Rows?.Count) { RestoredAt = version.RestoredAt };
}
