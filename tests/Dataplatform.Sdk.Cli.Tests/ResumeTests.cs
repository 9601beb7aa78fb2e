using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>runs resume</c> does what is left and nothing twice, whoever else resumes, and wherever the run died.</summary>
public sealed class ResumeTests
{
    private static readonly Shop Failing = new() { OnRawOrders = _ => throw new InvalidOperationException("The shop is closed.") };

    [Fact]
    public async Task With_json_nothing_but_json_is_written()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var resume = run.With();
        (await resume.RunAsync("runs", "resume", "--json")).ShouldBe(ExitCodes.Done, resume.Console.Error);

        resume.Console.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_stale_is_computed_once_by_two_that_run_at_once()
    {
        var run = new TestRun();

        var second = await OneAfterTheOtherAsync(run, "materialize", "--stale", "--select", "raw_orders", "--json");

        second.Console.Out.ShouldContain("fresh: another run has computed it in the meantime");
    }

    [Fact]
    public async Task A_run_that_two_resume_at_once_is_done_once()
    {
        var run = new TestRun { Shop = Failing };
        (await run.RunAsync("materialize", "--json")).ShouldBe(ExitCodes.RunFailed);
        var failed = (await LatestAsync(run)).Id.Value;

        var second = await OneAfterTheOtherAsync(run, "runs", "resume", failed, "--json");

        second.Console.Out.ShouldContain("another run that goes on from the same one has published it");
        var again = second.With();
        (await again.RunAsync("runs", "resume", failed)).ShouldBe(ExitCodes.Done, again.Console.Error);
        again.Console.Out.ShouldStartWith("Nothing is left of run ");
    }

    [Fact]
    public async Task A_run_that_died_with_its_machine_is_resumed_after_its_silence()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--select", "raw_customers", "--json");
        var died = RunId.New(run.Clock);
        await using (var log = await OpenAsync(run))
        {
            await log.TryBeginAsync(
                new RunEvent.RunStarted(died, run.Clock.GetUtcNow(), [Shop.RawOrders]) { Launch = new RunLaunch("Shop", "raw_orders") }, new ProcessStamp("elsewhere", 1, "1"), 10, CancellationToken.None);
        }

        var resume = run.With();
        var resuming = resume.RunAsync("runs", "resume", "--json");
        await UntilAsync(run, () => resuming.IsCompleted);

        (await resuming).ShouldBe(ExitCodes.Done, resume.Console.Error);
        resume.Console.Out.ShouldContain("\"assets\":[\"shop/raw_orders\"]");
    }

    [Fact]
    public async Task A_run_that_beats_elsewhere_is_left_alone()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--select", "raw_customers", "--json");
        var alive = RunId.New(run.Clock);
        await using var log = await OpenAsync(run);
        await log.TryBeginAsync(
            new RunEvent.RunStarted(alive, run.Clock.GetUtcNow(), [Shop.RawOrders]) { Launch = new RunLaunch("Shop", "raw_orders") }, new ProcessStamp("elsewhere", 1, "1"), 10, CancellationToken.None);

        var resume = run.With();
        var resuming = resume.RunAsync("runs", "resume");
        while (!resuming.IsCompleted)
        {
            await log.BeatAsync(alive, CancellationToken.None);
            run.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await resuming).ShouldBe(ExitCodes.UserMistake);
        resume.Console.Error.ShouldContain("is still running");
    }

    private static async Task<SqliteEventLog> OpenAsync(TestRun run)
    {
        var log = new SqliteEventLog(Path.Combine(run.StateFolder, "events.db"));
        await log.OpenAsync(CancellationToken.None);
        return log;
    }

    private static async Task<RunRecord> LatestAsync(TestRun run)
    {
        await using var log = await OpenAsync(run);
        return (await log.RunsAsync(1, CancellationToken.None))[0];
    }

    /// <summary>Lets the app's clock go on until something is so; no faster than the runs that go on can beat.</summary>
    private static async Task UntilAsync(TestRun run, Func<bool> isSo)
    {
        await using var log = await OpenAsync(run);
        while (!isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var before = await BeatsAsync(log);
            run.Clock.Advance(TimeSpan.FromSeconds(1));
            for (var looks = 0; looks < 200 && !isSo() && before.Intersect(await BeatsAsync(log)).Any(); looks++)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<List<(RunId Run, long Beat)>> BeatsAsync(SqliteEventLog log) =>
        [.. (await log.LeasesAsync(CancellationToken.None)).Select(lease => (lease.RunId, lease.Beat))];

    /// <summary>Gives the same command twice, the second time while the first is computing; what it computes is to be computed once.</summary>
    /// <returns>The second one.</returns>
    private static async Task<TestRun> OneAfterTheOtherAsync(TestRun run, params string[] args)
    {
        var halt = new Halt();
        var computed = 0;
        var shop = new Shop
        {
            OnRawOrders = async step =>
            {
                Interlocked.Increment(ref computed);
                halt.Reached.TrySetResult();
                await halt.Continue.Task;
                await step.RowsAsync<long>(0, [1, 2, 3]);
            },
        };

        var first = run.With(shop);
        var firstRun = first.RunAsync(args);
        await halt.Reached.Task;
        var second = run.With(shop);
        var secondRun = second.RunAsync(args);
        await UntilAsync(run, () => second.Console.Out.Contains("run_waiting", StringComparison.Ordinal));
        halt.Continue.SetResult();
        await UntilAsync(run, () => firstRun.IsCompleted && secondRun.IsCompleted);

        (await firstRun).ShouldBe(ExitCodes.Done, first.Console.Error);
        (await secondRun).ShouldBe(ExitCodes.Done, second.Console.Error);
        computed.ShouldBe(1);
        return second;
    }

    private sealed class Halt
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Continue { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
