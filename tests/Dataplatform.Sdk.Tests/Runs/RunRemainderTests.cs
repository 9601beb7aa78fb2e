using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Runs;

public sealed class RunRemainderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly AssetGraph Graph = new TestCatalog().Rows("a/one").Rows("a/two").Rows("a/three").Rows("a/four").Graph();

    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;
    private readonly SqliteEventLog _log;

    public RunRemainderTests() => _log = new SqliteEventLog(Path.Combine(_folder, "events.db"));

    public async ValueTask InitializeAsync() => await _log.OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_left_out_by_choice_is_not_left()
    {
        var run = await BeginAsync("1", null, "a/one", "a/two", "a/three", "a/four");
        await _log.AppendAsync(
        [
            new RunEvent.AssetSkipped(run, Noon, new("a/one"), "whatever it was") { IsByChoice = true },
            new RunEvent.AssetSkipped(run, Noon, new("a/two"), "whatever it was") { IsByChoice = true },
            new RunEvent.AssetSkipped(run, Noon, new("a/three"), "whatever it was") { IsByChoice = true },
            new RunEvent.AssetSkipped(run, Noon, new("a/four"), "'a/five' failed"),
            new RunEvent.RunCompleted(run, Noon, RunStatus.Failed, TimeSpan.Zero, []),
        ],
            CancellationToken.None);

        (await LeftAsync(run)).ShouldBe(["a/four"]);
    }

    [Fact]
    public async Task What_another_resumption_has_published_is_not_left()
    {
        var first = await BeginAsync("1", null, "a/one", "a/two", "a/three", "a/four");
        await EndAsync(first, "a/one");
        var second = await BeginAsync("2", first, "a/two", "a/three", "a/four");
        await EndAsync(second, "a/two");
        var third = await BeginAsync("3", second, "a/three", "a/four");
        await EndAsync(third, "a/three");
        await EndAsync(await BeginAsync("4", null, "a/four"), "a/four");

        (await LeftAsync(first)).ShouldBe(["a/four"], "a run of its own is another matter");
        (await LeftAsync(second)).ShouldBe(["a/four"]);
    }

    [Fact]
    public async Task Of_a_run_that_succeeded_nothing_is_left()
    {
        var run = await BeginAsync("1", null, "a/one", "a/two");
        await _log.AppendAsync([Done(run, "a/one"), new RunEvent.AssetSkipped(run, Noon, new("a/two"), "whatever it was"), new RunEvent.RunCompleted(run, Noon, RunStatus.Succeeded, TimeSpan.Zero, [])], CancellationToken.None);

        (await LeftAsync(run)).ShouldBeEmpty();
    }

    private static RunEvent.AssetMaterialized Done(RunId run, string key) =>
        new(run, Noon, new(key), $"{run}.{key}", 1, 8, TimeSpan.Zero, new Dictionary<string, MetadataValue>());

    private async Task<RunId> BeginAsync(string id, RunId? resumedFrom, params string[] keys)
    {
        var run = new RunId(id);
        await _log.AppendAsync([new RunEvent.RunStarted(run, Noon, [.. keys.Select(key => new AssetKey(key))]) { Launch = new RunLaunch("app", "*") { ResumedFrom = resumedFrom } }], CancellationToken.None);
        return run;
    }

    private async Task EndAsync(RunId run, params string[] published) =>
        await _log.AppendAsync([.. published.Select(key => Done(run, key)), new RunEvent.RunDied(run, Noon, "killed")], CancellationToken.None);

    private async Task<IEnumerable<string>> LeftAsync(RunId run) =>
        (await RunRemainder.OfAsync(_log, (await _log.RunAsync(run, CancellationToken.None))!, Graph, CancellationToken.None)).Select(key => key.Path);
}
