using System.Collections.Concurrent;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Runs;

public sealed class BackfillRunnerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 1, 15, 10, 30, 0, TimeSpan.Zero);
    private static readonly PartitionsDefinition Daily = new(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01"));
    private static readonly PartitionsDefinition Weekly = new(new TimeDimension("week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01"));
    private static readonly AssetKey Raw = new("a/raw");
    private static readonly AssetKey Weeks = new("a/weeks");

    private readonly string _folder = Directory.CreateTempSubdirectory("backfill-").FullName;
    private readonly MemoryStore _store = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly HashSet<string> _broken = [];
    private readonly SqliteEventLog _log;
    private Action<string> _calling = static _ => { };

    public BackfillRunnerTests() => _log = new SqliteEventLog(Path.Combine(_folder, "events.db"));

    [Fact]
    public async Task Everything_is_made_once_and_in_order()
    {
        var ended = await RunAsync(new BackfillOptions { BatchSize = 5 });

        (ended.Status, ended.Made, ended.Failed, ended.Blocked).ShouldBe((RunStatus.Succeeded, 17, 0, 0));
        _calls.Count.ShouldBe(17);
        _calls.Distinct().Count().ShouldBe(17);
        _calls.Last().ShouldBe("total");
        _store.PartitionsOf(Raw, null).Count.ShouldBe(14);
        var status = await StatusAsync();
        status[Raw].Missing.IsEmpty.ShouldBeTrue();
        status[Weeks].Materialized.Keys().Select(key => key.Text).ShouldBe(["2024-01-01", "2024-01-08"]);
        var record = (await BackfillRecord.ListAsync(_log, 10, CancellationToken.None)).ShouldHaveSingleItem();
        record.State.ShouldBe(RunState.Succeeded);
        record.Total.ShouldBe(17);
        record.Runs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_consumer_sees_the_partitions_that_it_needs_and_no_others()
    {
        await RunAsync(new BackfillOptions());

        _store.Partitions[Weeks][new("2024-01-08")].Rows!.Select(row => row.Id).ShouldBe([8, 9, 10, 11, 12, 13, 14]);
    }

    [Fact]
    public async Task A_failed_partition_stops_only_what_needs_it_and_is_made_when_it_is_resumed()
    {
        _broken.Add("raw 2024-01-03");
        var ended = await RunAsync(new BackfillOptions());
        (ended.Status, ended.Made, ended.Failed, ended.Blocked).ShouldBe((RunStatus.Failed, 14, 1, 2));
        (await StatusAsync())[Raw].Failed.Keys().Single().Text.ShouldBe("2024-01-03");

        _broken.Clear();
        _calls.Clear();
        var resumed = await ResumeAsync();

        _calls.ShouldBe(["raw 2024-01-03", "weeks 2024-01-01", "total"]);
        resumed.Status.ShouldBe(RunStatus.Succeeded);
        (await StatusAsync())[Raw].Failed.IsEmpty.ShouldBeTrue();
        (await BackfillRecord.ListAsync(_log, 10, CancellationToken.None)).Single().State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_cancelled_backfill_keeps_what_it_has_made()
    {
        using var cancelling = new CancellationTokenSource();
        _calling = name =>
        {
            if (name == "raw 2024-01-06")
            {
                cancelling.Cancel();
            }
        };

        var ended = await RunAsync(new BackfillOptions { BatchSize = 5 }, cancellationToken: cancelling.Token);

        ended.Status.ShouldBe(RunStatus.Cancelled);
        _store.PartitionsOf(Raw, null).Count.ShouldBeInRange(5, 6);
        _calling = static _ => { };
        (await ResumeAsync()).Status.ShouldBe(RunStatus.Succeeded);
        _store.PartitionsOf(Raw, null).Count.ShouldBe(14);
    }

    [Fact]
    public async Task A_new_publication_upstream_makes_what_was_made_from_it_stale_and_nothing_else()
    {
        await RunAsync(new BackfillOptions());
        (await StatusAsync())[Weeks].Stale.IsEmpty.ShouldBeTrue();

        await RunAsync(new BackfillOptions(), only: step => step.Outputs[0].Key == Raw ? PartitionSet.Of(PartitionShape.Of(step.Partitions), [new PartitionKey("2024-01-10")]) : PartitionSet.None(PartitionShape.Of(step.Partitions)));

        var weeks = (await StatusAsync())[Weeks];
        weeks.Stale.Keys().Single().Text.ShouldBe("2024-01-08");
        weeks.Reasons.Single().Reason.ShouldBe("a/raw has changed since");
    }

    [Fact]
    public async Task What_was_published_and_not_told_is_told_when_the_next_run_begins()
    {
        _store.With("a/raw", "2024-01-02", new Item(2));

        await RunAsync(new BackfillOptions(), only: step => step.Outputs[0].Key == Raw ? PartitionSet.Of(PartitionShape.Of(step.Partitions), [new PartitionKey("2024-01-03")]) : PartitionSet.None(PartitionShape.Of(step.Partitions)));

        (await StatusAsync())[Raw].Materialized.Keys().Select(key => key.Text).ShouldBe(["2024-01-02", "2024-01-03"]);
    }

    [Fact]
    public async Task What_was_published_and_not_told_is_fresh_if_its_run_had_said_with_what_code()
    {
        var code = new CodeRecord("c1", string.Empty, []);
        await KilledAsync("2024-01-02", new SliceCode(Raw, code.Version, code.Build));
        await KilledAsync("2024-01-03", new SliceCode(Raw, "c0", string.Empty));
        await KilledAsync("2024-01-04", code: null);
        await KilledAsync("2024-01-05", new SliceCode(Raw, code.Version, code.Build), isBegun: false);

        var raw = (await StatusAsync(code))[Raw];

        raw.Materialized.Count.ShouldBe(4);
        raw.Reasons.ToDictionary(reason => reason.Reason, reason => string.Join(' ', reason.Partitions.Keys())).ShouldBe(new Dictionary<string, string>
        {
            ["nothing is known of how it was computed"] = "2024-01-04 2024-01-05",
            ["its code changed"] = "2024-01-03",
        });
    }

    [Fact]
    public async Task A_store_that_keeps_no_partitions_is_named_before_anything_runs()
    {
        _store.KeepsPartitions = false;

        var error = await Should.ThrowAsync<DataplatformException>(() => RunAsync(new BackfillOptions()));

        error.Message.ShouldContain("'a/raw' is divided into partitions, which its store (memory) does not keep.");
        _calls.ShouldBeEmpty();
        (await BackfillRecord.ListAsync(_log, 1, CancellationToken.None)).Single().State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task Runs_of_other_partitions_need_not_wait_for_each_other()
    {
        await _log.OpenAsync(CancellationToken.None);
        var other = new RunEvent.RunStarted(RunId.New(TimeProvider.System), Now, [Raw]) { Slices = [new AssetSlice(Raw, [new PartitionKey("2024-01-05")])] };
        (await _log.TryBeginAsync(other, ProcessStamps.Current, 10, CancellationToken.None)).Any.ShouldBeFalse();

        RunEvent.RunStarted Of(string key) => new(RunId.New(TimeProvider.System), Now, [Raw]) { Slices = [new AssetSlice(Raw, [new PartitionKey(key)])] };

        var obstacles = await _log.TryBeginAsync(Of("2024-01-05"), ProcessStamps.Current, 10, CancellationToken.None);
        obstacles.Claims.ShouldHaveSingleItem().Partition.ShouldBe(new PartitionKey("2024-01-05"));
        (await _log.TryBeginAsync(Of("2024-01-06"), ProcessStamps.Current, 10, CancellationToken.None)).Any.ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private AssetGraph Graph()
    {
        var catalog = new TestCatalog();
        catalog.Step([TestCatalog.RowsOf("a/raw")], step => MakeAsync(step, "raw", step.Partition<Day>(0).ToString(), [new Item(step.Partition<Day>(0).Date.Day)]), with: step => step with { Partitions = Daily });
        catalog.Step(
            [TestCatalog.RowsOf("a/weeks")],
            async step => await MakeAsync(step, "weeks", step.Partition<Week>(0).ToString(), [.. await step.RowsAsync<Item>(0)]),
            [TestCatalog.Reading("a/raw")],
            step => step with { Partitions = Weekly });
        catalog.Step([TestCatalog.RowsOf("a/total")], async step => await MakeAsync(step, "total", string.Empty, [.. await step.RowsAsync<Item>(0)]), [TestCatalog.Reading("a/weeks")]);
        return catalog.Graph();
    }

    private async ValueTask MakeAsync(StepInvocation step, string name, string key, IReadOnlyList<Item> rows)
    {
        var call = $"{name} {key}".Trim();
        _calls.Enqueue(call);
        _calling(call);
        if (_broken.Contains(call))
        {
            throw new InvalidOperationException("broken");
        }

        await step.RowsAsync(0, rows);
    }

    private async Task<RunEvent.BackfillEnded> RunAsync(BackfillOptions options, Func<StepDefinition, PartitionSet>? only = null, BackfillRecord? resumed = null, CancellationToken cancellationToken = default)
    {
        var graph = Graph();
        var book = new PartitionBook(graph, PartitionSnapshot.At(Now));
        await using var services = new ServiceCollection().BuildServiceProvider();
        var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => _store)]);
        var clock = new FakeTimeProvider(Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var launcher = new RunLauncher(new RunExecutor(services, stores, clock, NullLoggerFactory.Instance), stores, _log, _log, clock, new RunSettings { StateFolder = _folder });
        var left = resumed is null ? null : await BackfillRest.OfAsync(_log, resumed, graph, cancellationToken);
        var planner = new BackfillPlanner(graph, book, AssetSelection.All, step => left?[step] ?? only?.Invoke(step) ?? book.Existing(step), options);
        var request = new BackfillRequest(planner, book, new RunOptions { MaxParallel = 1 }, new RunLaunch("test", "*")) { Resumed = resumed?.Started.RunId };
        return await new BackfillRunner(launcher, _log, clock).RunAsync(graph, request, new RecordingObserver(), cancellationToken);
    }

    // A run that has published a partition, and died before it could say so.
    private async Task KilledAsync(string day, SliceCode? code, bool isBegun = true)
    {
        var run = new RunId($"killed {day}");
        await _log.OpenAsync(CancellationToken.None);
        await _log.AppendAsync([new RunEvent.RunStarted(run, Now, [Raw]) { SliceCodes = code is null ? [] : [code] }], CancellationToken.None);
        if (isBegun)
        {
            var step = Graph()[Raw].Step;
            await _log.AppendAsync([new RunEvent.StepStarted(run, Now, step.Name, [Raw]) { Partitions = [.. PartitionBook.PlacesOf(step, [new PartitionKey(day)])] }], CancellationToken.None);
        }

        _store.With("a/raw", day, run, new Item(2));
    }

    private async Task<RunEvent.BackfillEnded> ResumeAsync() => await RunAsync(new BackfillOptions(), resumed: (await BackfillRecord.ListAsync(_log, 1, CancellationToken.None)).Single());

    private async Task<IReadOnlyDictionary<AssetKey, PartitionStatus>> StatusAsync(CodeRecord? code = null)
    {
        var graph = Graph();
        var published = await StoreReconciliation.RunAsync(_log, _log, graph, [_store], CancellationToken.None);
        var chunks = new Dictionary<AssetKey, IReadOnlyList<PartitionChunk>> { [Raw] = await _log.PartitionsAsync(Raw, CancellationToken.None), [Weeks] = await _log.PartitionsAsync(Weeks, CancellationToken.None) };
        return PartitionFreshness.Of(graph, new PartitionBook(graph, PartitionSnapshot.At(Now)), key => chunks[key], [], published, _ => code);
    }
}
