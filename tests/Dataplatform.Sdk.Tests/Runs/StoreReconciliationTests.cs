using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Runs;

public sealed class StoreReconciliationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly AssetKey Key = new("a/table");

    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;
    private readonly MemoryStore _store = new();
    private readonly RunId _run = RunId.New(TimeProvider.System);
    private readonly SqliteEventLog _log;

    public StoreReconciliationTests() => _log = new SqliteEventLog(Path.Combine(_folder, "events.db"));

    public async ValueTask InitializeAsync()
    {
        await _log.OpenAsync(CancellationToken.None);
        await _log.TryBeginAsync(new RunEvent.RunStarted(_run, Noon, [Key]) { Launch = new RunLaunch("app", "*") }, ProcessStamps.Current, 10, CancellationToken.None);
        _store.Published[Key] = new MemoryVersion("v1", _run, [new Item(1)], null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_run_that_goes_on_has_published_it_tells_itself_with_all_it_knows()
    {
        var seen = await ReconcileAsync();

        seen.Of(Key).ShouldNotBeNull().Version.ShouldBe("v1", "who asks meanwhile is told what there is");
        (await LatestAsync()).ShouldBeNull();

        await _log.AppendAsync([Told()], CancellationToken.None);
        await _log.EndAsync(_run, [new RunEvent.RunCompleted(_run, Noon, RunStatus.Succeeded, TimeSpan.Zero, [])], CancellationToken.None);
        await ReconcileAsync();

        var latest = (await LatestAsync()).ShouldNotBeNull();
        latest.CodeVersion.ShouldBe("1");
        latest.Inputs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_dead_run_has_published_is_told_for_it()
    {
        var lease = (await _log.LeasesAsync(CancellationToken.None)).ShouldHaveSingleItem();
        await _log.TryBuryAsync(lease, new RunEvent.RunDied(_run, Noon, "killed"), CancellationToken.None);

        await ReconcileAsync();

        (await LatestAsync()).ShouldNotBeNull().Version.ShouldBe("v1");
    }

    [Fact]
    public async Task A_rollback_that_nobody_told_is_told_with_what_the_log_knows_of_the_version()
    {
        await _log.AppendAsync([Told(), Told() with { Version = "v2", DataVersion = "new" }], CancellationToken.None);
        await _log.EndAsync(_run, [new RunEvent.RunCompleted(_run, Noon, RunStatus.Succeeded, TimeSpan.Zero, [])], CancellationToken.None);
        _store.Published[Key] = new MemoryVersion("v1", _run, [new Item(1)], null, null) { RestoredAt = Noon.AddHours(1) };

        await ReconcileAsync();
        await ReconcileAsync();

        var latest = (await LatestAsync()).ShouldNotBeNull();
        latest.Version.ShouldBe("v1");
        latest.RestoredAt.ShouldBe(Noon.AddHours(1));
        latest.CodeVersion.ShouldBe("1");
        latest.Inputs.ShouldHaveSingleItem();
        (await _log.ReadAsync(run: null, CancellationToken.None).CountAsync(logged => logged.Event is RunEvent.AssetRolledBack)).ShouldBe(1, "the second look has nothing to tell");
    }

    [Fact]
    public async Task What_was_withdrawn_and_is_told_late_does_not_count()
    {
        await _log.AppendAsync([Told()], CancellationToken.None);
        _store.Published[Key] = new MemoryVersion("v1", new RunId("before"), [new Item(1)], null, null) { RestoredAt = Noon.AddHours(1) };
        await _log.AppendAsync([new RunEvent.AssetRolledBack(new RunId("act"), Noon.AddHours(1), Key, (await LatestAsync())!), Told() with { Version = "v2" }], CancellationToken.None);
        (await LatestAsync())!.Version.ShouldBe("v2");

        await ReconcileAsync();

        (await LatestAsync())!.Version.ShouldBe("v1");
    }

    private async Task<Publications> ReconcileAsync() => await StoreReconciliation.RunAsync(_log, _log, new TestCatalog().Graph(), [_store], CancellationToken.None);

    private async Task<Materialization?> LatestAsync() => (await _log.AssetsAsync(CancellationToken.None)).SingleOrDefault()?.Latest;

    private RunEvent.AssetMaterialized Told() => new(_run, Noon, Key, "v1", 1, 8, TimeSpan.FromSeconds(1), new Dictionary<string, MetadataValue>())
    {
        CodeVersion = "1",
        Inputs = [new InputVersion(new("a/source"), "s1", null)],
    };
}
