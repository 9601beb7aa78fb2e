using Dataplatform.Sdk.Events;
using static Dataplatform.Sdk.Testing.LogUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Who holds which run.</summary>
internal static class LeaseCases
{
    private static readonly ProcessStamp Owner = new("host", 7, "100");

    public static IReadOnlyList<EventLogContractCase> All { get; } =
    [
        new("a run begins with its lease", "Beginning a run appends its first event and takes its lease in one act.", BeginsAsync),
        new("no two runs hold an asset", "A run that wants an asset which another one holds does not begin, and is told who holds it.", ClaimsAsync),
        new("at most so many runs", "A run does not begin while as many go on as may.", LimitAsync),
        new("ending gives everything back", "A run that has ended holds nothing any more, and its last events are in the log.", EndsAsync),
        new("beating moves the beat", "Every beat changes the lease.", BeatsAsync),
        new("a run can be asked to stop", "Whoever beats is told that somebody asked for the end; asking for a run that nobody holds does nothing.", CancelsAsync),
        new("a silent run is buried once", "A lease that has not beaten is taken by one caller only, who says so in the log; its owner learns that it is lost.", BuriesAsync),
        new("a living run is not buried", "A lease that has beaten since it was seen is not taken.", LivesAsync),
        new("beginners of one asset", "Of many runs that want one asset at once, exactly one begins.", RaceAsync),
    ];

    private static async Task BeginsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        Expect.That(!(await LeasesOf(log).TryBeginAsync(Started(run, Orders), Owner, 5, test.Cancellation)).Any, "A run does not begin although nothing stands against it.");
        Expect.Equal(1, (await test.EventsAsync(log, run)).Count, "The number of events of a run that has begun");
        var lease = (await LeasesOf(await test.OpenAsync()).LeasesAsync(test.Cancellation)).Single();
        Expect.Equal((run, Owner), (lease.RunId, lease.Owner), "The lease as another log sees it");
    }

    private static async Task ClaimsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second) = (test.NewRun(), test.NewRun());
        await LeasesOf(log).TryBeginAsync(Started(first, Orders), Owner, 5, test.Cancellation);
        var obstacles = await LeasesOf(await test.OpenAsync()).TryBeginAsync(Started(second, Customers, Orders), Owner, 5, test.Cancellation);
        Expect.Equal(new RunClaim(Orders, first), obstacles.Claims.Single(), "What stands against the second run");
        Expect.Equal(0, (await test.EventsAsync(log, second)).Count, "The number of events of a run that has not begun");
    }

    private static async Task LimitAsync(LogUnderTest test)
    {
        var leases = LeasesOf(await test.OpenAsync());
        var first = test.NewRun();
        await leases.TryBeginAsync(Started(first, Orders), Owner, 1, test.Cancellation);
        var obstacles = await leases.TryBeginAsync(Started(test.NewRun(), Customers), Owner, 1, test.Cancellation);
        Expect.Equal(first, obstacles.Leases.Single().RunId, "The run that stands against the second one");
    }

    private static async Task EndsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var leases = LeasesOf(log);
        var run = test.NewRun();
        await leases.TryBeginAsync(Started(run, Orders), Owner, 1, test.Cancellation);
        await leases.EndAsync(run, [Completed(run)], test.Cancellation);
        Expect.Equal(0, (await leases.LeasesAsync(test.Cancellation)).Count, "The number of leases");
        Expect.Equal(RunState.Succeeded, (await log.RunAsync(run, test.Cancellation))!.State, "The state of the run");
        Expect.That(!(await leases.TryBeginAsync(Started(test.NewRun(), Orders), Owner, 1, test.Cancellation)).Any, "The asset of a run that has ended is still held.");
    }

    private static async Task BeatsAsync(LogUnderTest test)
    {
        var leases = LeasesOf(await test.OpenAsync());
        var run = test.NewRun();
        await leases.TryBeginAsync(Started(run, Orders), Owner, 1, test.Cancellation);
        var before = (await leases.LeasesAsync(test.Cancellation)).Single().Beat;
        Expect.Equal(LeaseState.Held, await leases.BeatAsync(run, test.Cancellation), "What the owner is told");
        Expect.That((await leases.LeasesAsync(test.Cancellation)).Single().Beat != before, "Beating changes nothing.");
    }

    private static async Task CancelsAsync(LogUnderTest test)
    {
        var leases = LeasesOf(await test.OpenAsync());
        var run = test.NewRun();
        await leases.TryBeginAsync(Started(run, Orders), Owner, 1, test.Cancellation);
        Expect.That(await leases.RequestCancellationAsync(run, test.Cancellation), "A run that goes on cannot be asked to stop.");
        Expect.Equal(LeaseState.CancellationRequested, await leases.BeatAsync(run, test.Cancellation), "What the owner is told");
        Expect.That(!await leases.RequestCancellationAsync(test.NewRun(), test.Cancellation), "A run that nobody holds was asked to stop.");
    }

    private static async Task BuriesAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var leases = LeasesOf(log);
        var run = test.NewRun();
        await leases.TryBeginAsync(Started(run, Orders), Owner, 1, test.Cancellation);
        var seen = (await leases.LeasesAsync(test.Cancellation)).Single();
        var died = new RunEvent.RunDied(run, Noon, "silence");
        Expect.That(await leases.TryBuryAsync(seen, died, test.Cancellation), "A silent run is not buried.");
        Expect.That(!await LeasesOf(await test.OpenAsync()).TryBuryAsync(seen, died, test.Cancellation), "A run is buried twice.");
        Expect.Equal((RunState.Died, "silence"), ((await log.RunAsync(run, test.Cancellation))!.State, (await log.RunAsync(run, test.Cancellation))!.Reason), "The record of the run");
        Expect.Equal(LeaseState.Lost, await leases.BeatAsync(run, test.Cancellation), "What its owner is told");
        Expect.That(!(await leases.TryBeginAsync(Started(test.NewRun(), Orders), Owner, 1, test.Cancellation)).Any, "The asset of a buried run is still held.");
    }

    private static async Task LivesAsync(LogUnderTest test)
    {
        var leases = LeasesOf(await test.OpenAsync());
        var run = test.NewRun();
        await leases.TryBeginAsync(Started(run, Orders), Owner, 1, test.Cancellation);
        var seen = (await leases.LeasesAsync(test.Cancellation)).Single();
        await leases.BeatAsync(run, test.Cancellation);
        Expect.That(!await leases.TryBuryAsync(seen, new RunEvent.RunDied(run, Noon, "silence"), test.Cancellation), "A living run is buried.");
        Expect.Equal(LeaseState.Held, await leases.BeatAsync(run, test.Cancellation), "What its owner is told");
    }

    private static async Task RaceAsync(LogUnderTest test)
    {
        var logs = new List<IRunLeases>();
        for (var i = 0; i < 4; i++)
        {
            logs.Add(LeasesOf(await test.OpenAsync()));
        }

        var runs = logs.ConvertAll(_ => test.NewRun());
        var begun = await Task.WhenAll(logs.Select((leases, i) => Task.Run(async () => !(await leases.TryBeginAsync(Started(runs[i], Orders), Owner, 10, test.Cancellation)).Any, test.Cancellation)));
        Expect.Equal(1, begun.Count(isBegun => isBegun), "The number of runs that have begun");
    }
}
