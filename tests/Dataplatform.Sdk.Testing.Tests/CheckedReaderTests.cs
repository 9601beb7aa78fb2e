using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>
/// A reader that looks all the time while runs publish two assets of one method, whose checks fail now and then, which are cancelled while
/// they are checked, and which older attempts try to publish over.
/// </summary>
public sealed class CheckedReaderTests : IDisposable
{
    private const int Rows = 50;

    private static readonly int Runs = Environment.GetEnvironmentVariable("THOROUGH") == "1" ? 500 : 50;
    private static readonly AssetKey Left = new("group/left");
    private static readonly AssetKey Right = new("group/right");

    private readonly string _folder = Directory.CreateTempSubdirectory("dataplatform-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task It_sees_only_versions_that_were_checked_and_whole_groups(int seed, bool isFolder)
    {
        await using IQueryableStore store = isFolder ? new ParquetAssetStore(Path.Combine(_folder, "lake")) : new DuckDbAssetStore(Path.Combine(_folder, "store.duckdb"));
        await store.OpenAsync(CancellationToken.None);
        var pipeline = new Pipeline(store, seed);
        await pipeline.RunAsync();

        using var ending = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(store, ending.Token));
        while (pipeline.Attempts < Runs && !reading.IsCompleted)
        {
            await pipeline.RunAsync();
        }

        await ending.CancelAsync();
        var seen = await reading;
        seen.Count.ShouldBeGreaterThan(1, "the reader saw more than one generation");
        seen.ShouldBeSubsetOf(pipeline.Good);
        (await GenerationsAsync(store)).ShouldBe((pipeline.Good.Max(), pipeline.Good.Max(), pipeline.Good.Max(), Rows));
        (pipeline.Failed > 0 && pipeline.Cancelled > 0 && pipeline.Refused > 0).ShouldBeTrue($"{pipeline.Failed} failed, {pipeline.Cancelled} were cancelled, {pipeline.Refused} came too late");
    }

    private static async Task<HashSet<long>> ReadAsync(IQueryableStore store, CancellationToken ending)
    {
        var seen = new HashSet<long>();
        do
        {
            var (least, greatest, right, rows) = await GenerationsAsync(store);
            (least, right, rows).ShouldBe((greatest, greatest, Rows), "a version of one asset, and the same of the other");
            seen.Add(least);
        }
        while (!ending.IsCancellationRequested);

        return seen;
    }

    private static async Task<(long Least, long Greatest, long Right, long Rows)> GenerationsAsync(IQueryableStore store)
    {
        await using var result = await store.QueryAsync(
            """
            select (select min(generation) from "group"."left"), (select max(generation) from "group"."left"),
                (select max(generation) from "group"."right"), (select count(*) from "group"."left")
            """, CancellationToken.None);
        var row = await result.ReadAsync(CancellationToken.None).FirstAsync(CancellationToken.None);
        return ((long)row[0]!, (long)row[1]!, (long)row[2]!, (long)row[3]!);
    }

    private sealed class Pipeline
    {
        private readonly IAssetStore _store;
        private readonly Random _random;
        private readonly AssetGraph _graph;
        private CancellationTokenSource? _cancelling;
        private long _generation;
        private bool _isGood;

        public Pipeline(IAssetStore store, int seed)
        {
            (_store, _random) = (store, new Random(seed));
            _graph = AssetGraph.Build(
            [
                new AssetCatalog("Group",
                [
                    new StepDefinition
                    {
                        DeclaringType = typeof(CheckedReaderTests),
                        Method = "Both",
                        Outputs = [Rows(Left), Rows(Right)],
                        Invoke = async step =>
                        {
                            await step.RowsAsync(0, Numbers(_generation));
                            await step.RowsAsync(1, Numbers(_generation));
                        },
                    },
                ])
                {
                    Checks =
                    [
                        new StepDefinition
                        {
                            DeclaringType = typeof(CheckedReaderTests),
                            Method = "IsGood",
                            Checks = new CheckDefinition(Right, "is_good"),
                            Outputs = [],
                            Invoke = step =>
                            {
                                _cancelling?.Cancel();
                                return step.CheckedAsync(_isGood);
                            },
                        },
                    ],
                },
            ]);
        }

        public int Attempts { get; private set; }

        public HashSet<long> Good { get; } = [];

        public int Failed { get; private set; }

        public int Cancelled { get; private set; }

        public int Refused { get; private set; }

        public async Task RunAsync()
        {
            var kind = Attempts == 0 ? 3 : _random.Next(4);
            _generation = ++Attempts;
            _isGood = kind != 0;
            using var cancelling = new CancellationTokenSource();
            _cancelling = kind == 1 ? cancelling : null;
            await using var zombie = kind == 2 ? await StageAsync(-_generation) : null;
            await using var services = new ServiceCollection().BuildServiceProvider();
            await using var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => new Borrowed(_store))]);
            var executor = new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance);
            var run = await executor.ExecuteAsync(_graph, ExecutionPlanner.Plan(_graph, AssetSelection.All), new RunOptions(), new Unheard(), cancelling.Token);
            run.Status.ShouldBe(kind switch { 0 => RunStatus.Failed, 1 => RunStatus.Cancelled, _ => RunStatus.Succeeded });
            (Failed, Cancelled) = (Failed + (kind == 0 ? 1 : 0), Cancelled + (kind == 1 ? 1 : 0));
            if (run.Status == RunStatus.Succeeded)
            {
                Good.Add(_generation);
            }

            if (zombie is not null)
            {
                await Should.ThrowAsync<DataplatformException>(async () => await zombie.PublishAsync());
                Refused++;
            }
        }

        // An attempt that has staged before the run begins and wakes up after it.
        private async Task<Zombie> StageAsync(long generation)
        {
            var session = await _store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "zombie"), CancellationToken.None);
            return new(session,
            [
                await session.StageRowsAsync(new StageTarget(Left), RowCodecs.Get<Number>(), Numbers(generation).ToAsyncEnumerable(), CancellationToken.None),
                await session.StageRowsAsync(new StageTarget(Right), RowCodecs.Get<Number>(), Numbers(generation).ToAsyncEnumerable(), CancellationToken.None),
            ]);
        }

        private static IEnumerable<Number> Numbers(long generation) => Enumerable.Range(0, CheckedReaderTests.Rows).Select(value => new Number(generation, value));

        private static AssetDefinition Rows(AssetKey key) => new() { Key = key, Kind = ValueKind.Rows, ValueType = "Number", Rows = RowCodecs.Get<Number>() };
    }

    private sealed class Zombie(IStoreSession session, StagedAsset[] staged) : IAsyncDisposable
    {
        public ValueTask PublishAsync() => session.PublishAsync(staged, CancellationToken.None);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }

    /// <summary>The store, which outlives the runs that use it.</summary>
    private sealed class Borrowed(IAssetStore store) : IAssetStore
    {
        public string Description => store.Description;

        public SqlDialect? Dialect => store.Dialect;

        public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken) => store.BeginAsync(scope, cancellationToken);

        public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Unheard : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
        }
    }
}
