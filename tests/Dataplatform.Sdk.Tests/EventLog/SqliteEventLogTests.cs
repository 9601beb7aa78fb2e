using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace Dataplatform.Sdk.Tests.EventLog;

public sealed class SqliteEventLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;

    private string LogFile => Path.Combine(_folder, "state", "events.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rebuilt_log_concludes_what_the_live_one_did_whatever_happened()
    {
        var number = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), Prop.ForAll(Acts().ToArbitrary(), acts =>
        {
            var path = Path.Combine(_folder, $"{++number}.db");
            return RebuiltEqualsLiveAsync(path, acts).GetAwaiter().GetResult();
        }));
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_told_in_one_message()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        await File.WriteAllTextAsync(LogFile, string.Concat(Enumerable.Repeat("this is no database ", 500)), TestContext.Current.CancellationToken);
        await using var log = new SqliteEventLog(LogFile);

        var error = await Should.ThrowAsync<DataplatformException>(async () => await log.OpenAsync(TestContext.Current.CancellationToken));

        error.Message.ShouldStartWith($"The event log {LogFile} is damaged");
        error.Message.ShouldContain("Move the file");
    }

    [Fact]
    public async Task A_log_of_a_newer_version_is_left_alone()
    {
        await using (var log = new SqliteEventLog(LogFile))
        {
            await log.OpenAsync(TestContext.Current.CancellationToken);
        }

        Execute("pragma user_version = 99");
        await using var newer = new SqliteEventLog(LogFile);

        var error = await Should.ThrowAsync<DataplatformException>(async () => await newer.OpenAsync(TestContext.Current.CancellationToken));

        error.Message.ShouldContain("newer Dataplatform.Sdk (layout 99, known is 2)");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_in_one_message()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "state"), "a file", TestContext.Current.CancellationToken);
        await using var log = new SqliteEventLog(LogFile);

        var error = await Should.ThrowAsync<DataplatformException>(async () => await log.OpenAsync(TestContext.Current.CancellationToken));

        error.Message.ShouldContain("Dataplatform:StateFolder");
    }

    [Fact]
    public async Task The_state_folder_is_for_its_owner_only_and_ignored_by_git()
    {
        await using var log = new SqliteEventLog(LogFile);
        await log.OpenAsync(TestContext.Current.CancellationToken);

        var folder = Path.GetDirectoryName(LogFile)!;
        (await File.ReadAllTextAsync(Path.Combine(folder, ".gitignore"), TestContext.Current.CancellationToken)).ShouldBe("*\n");
        if (!OperatingSystem.IsWindows())
        {
            new DirectoryInfo(folder).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Code_that_was_told_by_a_deleted_run_stays_known()
    {
        await using var log = new SqliteEventLog(LogFile);
        await log.OpenAsync(TestContext.Current.CancellationToken);
        var (first, second) = (new RunId($"{1:x32}"), new RunId($"{2:x32}"));
        var code = new CodeRecord("1", "Debug", [new("method M", "x", IsCompiled: true)]);
        await log.AppendAsync([Started(first, "a/b"), Done(first, "a/b", "v1") with { CodeVersion = "1", Code = code }, Completed(first)], TestContext.Current.CancellationToken);
        await log.AppendAsync([Started(second, "a/b"), Done(second, "a/b", "v2") with { CodeVersion = "1" }, Completed(second)], TestContext.Current.CancellationToken);

        await log.DeleteAsync([first], Noon, TestContext.Current.CancellationToken);
        await log.RebuildAsync(TestContext.Current.CancellationToken);

        var asset = (await log.AssetsAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        asset.Latest!.Version.ShouldBe("v2");
        asset.Code.ShouldNotBeNull().Parts.ShouldHaveSingleItem().Name.ShouldBe("method M");
    }

    [Fact]
    public async Task Room_of_deleted_runs_is_given_back()
    {
        await using var log = new SqliteEventLog(LogFile);
        await log.OpenAsync(TestContext.Current.CancellationToken);
        var runs = Enumerable.Range(0, 40).Select(i => new RunId($"{i:x32}")).ToList();
        foreach (var run in runs)
        {
            await log.AppendAsync([Started(run, "a/b"), .. Enumerable.Range(0, 50).Select(i => Done(run, "a/b", $"{run}.{i}")), Completed(run)], TestContext.Current.CancellationToken);
        }

        var full = Pages();
        await log.DeleteAsync([.. runs.Take(38)], Noon, TestContext.Current.CancellationToken);

        Pages().ShouldBeLessThan(full / 4);
    }

    private static Gen<Act[]> Acts()
    {
        var act = from kind in Gen.Choose(0, 10) from run in Gen.Choose(0, 3) from key in Gen.Choose(0, 3) select new Act(kind, run, key);
        return act.ArrayOf();
    }

    private static async Task<bool> RebuiltEqualsLiveAsync(string path, Act[] acts)
    {
        await using var log = new SqliteEventLog(path);
        await log.OpenAsync(CancellationToken.None);
        var version = 0;
        foreach (var act in acts)
        {
            var (run, key) = (new RunId($"{act.Run:x32}"), $"a/k{act.Key}");
            switch (act.Kind)
            {
                case 0:
                    await log.AppendAsync([Started(run, key)], CancellationToken.None);
                    break;
                case 1:
                    await log.AppendAsync([Done(run, key, $"v{++version}")], CancellationToken.None);
                    break;
                case 6:
                    await log.AppendAsync([Done(run, key, $"v{++version}") with { CodeVersion = $"{version}", Code = new CodeRecord($"{version}", "Debug", [new("method M", "x", IsCompiled: true)]) }], CancellationToken.None);
                    break;
                case 7:
                    await log.AppendAsync([new RunEvent.AssetReported(new RunId($"act{++version:x29}"), Noon, new AssetKey(key), $"d{version}", new Dictionary<string, MetadataValue>())], CancellationToken.None);
                    break;
                case 8:
                    await log.AppendAsync([new RunEvent.AssetObserved(run, Noon, new AssetKey(key), $"o{++version}", TimeSpan.Zero, new Dictionary<string, MetadataValue>())], CancellationToken.None);
                    break;
                case 9:
                    await log.AppendAsync([new RunEvent.AssetRolledBack(new RunId($"act{++version:x29}"), Noon, new AssetKey(key), new Materialization(run, Noon, "v1"))], CancellationToken.None);
                    break;
                case 10:
                    await log.AppendAsync([new RunEvent.AssetSkipped(run, Noon, new AssetKey(key), "left out") { IsByChoice = true, LeftOut = new Materialization(run, Noon, null) { CodeVersion = $"{++version}" } }], CancellationToken.None);
                    break;
                case 2:
                    await log.AppendAsync([new RunEvent.AssetFailed(run, Noon, new AssetKey(key), TimeSpan.Zero, new StepError("broken", null, []))], CancellationToken.None);
                    break;
                case 3:
                    await log.AppendAsync([new RunEvent.AssetWiped(run, Noon, new AssetKey(key))], CancellationToken.None);
                    break;
                case 4:
                    await log.AppendAsync([Completed(run)], CancellationToken.None);
                    break;
                default:
                    await log.DeleteAsync([run], Noon, CancellationToken.None);
                    break;
            }
        }

        var live = await ConclusionsAsync(log);
        await log.RebuildAsync(CancellationToken.None);
        return live == await ConclusionsAsync(log);
    }

    private static async Task<string> ConclusionsAsync(SqliteEventLog log) => string.Join(
        '\n',
        (await log.RunsAsync(int.MaxValue, CancellationToken.None)).Select(run => $"{run.Id} {Convert.ToHexString(EventWire.Write(run))}")
            .Concat((await log.AssetsAsync(CancellationToken.None)).Select(asset => Convert.ToHexString(EventWire.Write(asset)))));

    private static RunEvent.RunStarted Started(RunId run, string key) => new(run, Noon, [new AssetKey(key)]) { Launch = new RunLaunch("app", "*") };

    private static RunEvent.AssetMaterialized Done(RunId run, string key, string version) =>
        new(run, Noon, new AssetKey(key), version, 1, 8, TimeSpan.Zero, new Dictionary<string, MetadataValue>());

    private static RunEvent.RunCompleted Completed(RunId run) => new(run, Noon, RunStatus.Succeeded, TimeSpan.Zero, []);

    private void Execute(string sql) => Query(sql);

    private long Pages() => (long)Query("pragma page_count")!;

    private object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={LogFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private sealed record Act(int Kind, int Run, int Key);
}
