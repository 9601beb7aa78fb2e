using Dataplatform.Sdk.Events;
using static Dataplatform.Sdk.Testing.LogUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What is written is read, in order, by everybody.</summary>
internal static class LogCases
{
    public static IReadOnlyList<EventLogContractCase> All { get; } =
    [
        new("an empty log", "A new log has no events, runs and assets, and opening it twice does nothing.", EmptyAsync),
        new("events come back", "Events are read as they were appended, in that order, with growing positions.", EventsComeBackAsync),
        new("events of one run", "The events of one run can be read by themselves.", EventsOfARunAsync),
        new("what is appended lasts", "Another log on the same place reads what the first has appended.", DurableAsync),
        new("a version is told once", "A materialization whose version the log has already is left out, whoever appends it again.", VersionOnceAsync),
        new("a run is a fold", "The record of a run says how it stands and what became of its assets.", RunRecordAsync),
        new("runs come latest first", "Runs are listed with the latest first, up to a limit.", RunsInOrderAsync),
        new("an asset is a fold", "The record of an asset has its latest materialization, and the last attempt even if it failed.", AssetRecordAsync),
        new("wiping leaves nothing", "An asset that was wiped has no latest materialization.", WipedAsync),
        new("a rollback is what counts", "After a rollback the latest materialization is that of the version that was gone back to, with its code, until the asset is materialized again.", RolledBackAsync),
        new("what checks find is kept", "The record of an asset has what each of its checks has found last, whatever else is said of the asset, and the run counts assets that were checked.", CheckedAsync),
        new("an observation is kept", "The record of an external asset has what was observed last, however often, and the run counts it.", ObservedAsync),
        new("a report is kept", "A report is the latest materialization and observation of an external asset; without a data version its data is new.", ReportedAsync),
        new("a rebuilt log concludes the same", "Whatever was concluded while appending is concluded again by rebuilding.", RebuiltAsync),
        new("writers of several logs", "Several logs on one place append at once; nothing is lost, and every run's events keep their order.", ManyWritersAsync),
    ];

    private static async Task EmptyAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        await log.OpenAsync(test.Cancellation);
        Expect.Equal(0, (await test.EventsAsync(log)).Count, "The number of events of a new log");
        Expect.Equal(0, (await log.RunsAsync(10, test.Cancellation)).Count, "The number of runs of a new log");
        Expect.Equal(0, (await log.AssetsAsync(test.Cancellation)).Count, "The number of assets of a new log");
        Expect.That(await log.RunAsync(test.NewRun(), test.Cancellation) is null, "A new log knows a run.");
        Expect.That(log.Exists, "A log that is open does not exist.");
    }

    private static async Task EventsComeBackAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        RunEvent[] events =
        [
            Started(run, Orders, Customers),
            new RunEvent.StepStarted(run, Noon, "SalesAssets.Orders", [Orders]),
            Materialized(run, Orders, "v1"),
            new RunEvent.AssetFailed(run, Noon, Customers, TimeSpan.FromTicks(7), new StepError("no \0 \"way\" 😀", "System.Exception", ["A.B in C.cs:1"])),
            new RunEvent.AssetSkipped(run, Noon, Customers, "because"),
            new RunEvent.AssetCancelled(run, Noon, Customers, TimeSpan.Zero, "stopped"),
            Completed(run, RunStatus.Failed),
        ];
        await log.AppendAsync(events, test.Cancellation);
        var read = await test.EventsAsync(log);
        Expect.Equal(events.Length, read.Count, "The number of events");
        for (var i = 0; i < events.Length; i++)
        {
            var (expected, actual) = (EventWire.Write(events[i]), EventWire.Write(read[i].Event));
            Expect.Equal((expected.Name, expected.RunId, expected.Time), (actual.Name, actual.RunId, actual.Time), $"Event {i + 1}");
            Expect.That(expected.Body.Span.SequenceEqual(actual.Body.Span), $"Event {i + 1} ({expected.Name}) came back with another body.");
            Expect.That(i == 0 || read[i].Position > read[i - 1].Position, "Positions do not grow.");
        }
    }

    private static async Task EventsOfARunAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (one, other) = (test.NewRun(), test.NewRun());
        await log.AppendAsync([Started(one, Orders), Started(other, Customers), Completed(one), Completed(other)], test.Cancellation);
        Expect.That((await test.EventsAsync(log, other)).Select(logged => logged.Event.RunId).SequenceEqual([other, other]), "Reading one run gives other events than its own two.");
    }

    private static async Task DurableAsync(LogUnderTest test)
    {
        var run = test.NewRun();
        var first = await test.OpenAsync();
        await first.AppendAsync([Started(run, Orders), Materialized(run, Orders, "v1")], test.Cancellation);
        var second = await test.OpenAsync();
        Expect.Equal(2, (await test.EventsAsync(second)).Count, "The number of events in another log on the same place");
        Expect.Equal("v1", (await second.AssetsAsync(test.Cancellation)).Single().Latest?.Version, "The latest version there");
    }

    private static async Task VersionOnceAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        await log.AppendAsync([Started(run, Orders), Materialized(run, Orders, "v1"), Materialized(run, Orders, "v1", minute: 5)], test.Cancellation);
        await (await test.OpenAsync()).AppendAsync([Materialized(run, Orders, "v1", minute: 9)], test.Cancellation);
        Expect.Equal(2, (await test.EventsAsync(log)).Count, "The number of events");
        Expect.Equal(1, (await log.RunAsync(run, test.Cancellation))!.Materialized, "The materializations of the run");
        Expect.Equal(Noon.AddMinutes(1), (await log.AssetsAsync(test.Cancellation)).Single().Latest!.Time, "The time of the materialization");
    }

    private static async Task RunRecordAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        await log.AppendAsync([Started(run, Orders, Customers)], test.Cancellation);
        Expect.Equal(RunState.Running, (await log.RunAsync(run, test.Cancellation))!.State, "The state of a run that has begun");
        await log.AppendAsync([Materialized(run, Orders, "v1"), new RunEvent.AssetSkipped(run, Noon, Customers, "because"), Completed(run)], test.Cancellation);
        var record = (await log.RunAsync(run, test.Cancellation))!;
        Expect.Equal((RunState.Succeeded, 2, 1, 0, 1), (record.State, record.Planned, record.Materialized, record.Failed, record.NotComputed), "The record of the run");
        Expect.Equal(Noon.AddMinutes(2), record.EndedAt, "The end of the run");
        Expect.Equal(("app", "*", "hash", "sales"), (record.Launch.App, record.Launch.Selection, record.Launch.CatalogHash, record.Launch.Tags["team"]), "The launch of the run");
    }

    private static async Task RunsInOrderAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        RunId[] runs = [test.NewRun(), test.NewRun(), test.NewRun()];
        await log.AppendAsync([.. runs.Select(run => Started(run, Orders))], test.Cancellation);
        Expect.That((await log.RunsAsync(2, test.Cancellation)).Select(run => run.Id).SequenceEqual([runs[2], runs[1]]), "The two latest runs are not the two that began last.");
    }

    private static async Task AssetRecordAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (good, bad) = (test.NewRun(), test.NewRun());
        await log.AppendAsync([Started(good, Orders), Materialized(good, Orders, "v1"), Completed(good)], test.Cancellation);
        await log.AppendAsync([Started(bad, Orders), new RunEvent.AssetFailed(bad, Noon, Orders, TimeSpan.Zero, new StepError("broken", null, []))], test.Cancellation);
        var asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal(("v1", "c1", "d1", 3L), (asset.Latest!.Version, asset.Latest.CodeVersion, asset.Latest.DataVersion, asset.Latest.Rows!.Value), "The latest materialization");
        Expect.Equal(new InputVersion(Customers, "v0", null), asset.Latest.Inputs.Single(), "What it was computed from");
        Expect.Equal((AssetStatus.Failed, bad, "broken"), (asset.LastAttempt!.Status, asset.LastAttempt.RunId, asset.LastAttempt.Reason), "The last attempt");
    }

    private static async Task WipedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        await log.AppendAsync([Started(run, Orders), Materialized(run, Orders, "v1"), new RunEvent.AssetWiped(test.NewRun(), Noon, Orders)], test.Cancellation);
        Expect.That((await log.AssetsAsync(test.Cancellation)).Single().Latest is null, "A wiped asset has a latest materialization.");
    }

    private static async Task RolledBackAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second, third) = (test.NewRun(), test.NewRun(), test.NewRun());
        var code = new CodeRecord("c1", "build", [new CodePartRecord("method Orders", "aa", IsCompiled: true)]);
        await log.AppendAsync([Started(first, Orders), Materialized(first, Orders, "v1"), Started(second, Orders), Materialized(second, Orders, "v2") with { DataVersion = "d2" }], test.Cancellation);
        var before = (await log.AssetsAsync(test.Cancellation)).Single().LastAttempt;
        var restored = new Materialization(first, Noon.AddMinutes(1), "v1") { Rows = 3, CodeVersion = "c1", DataVersion = "d1", Inputs = [new InputVersion(Customers, "v0", null)] };
        await log.AppendAsync([new RunEvent.AssetRolledBack(test.NewRun(), Noon.AddMinutes(9), Orders, restored) { Withdrawn = "v2", Code = code }], test.Cancellation);
        var asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal(("v1", "d1", first, Noon.AddMinutes(1)), (asset.Latest?.Version, asset.Latest?.DataVersion, asset.Latest?.RunId, asset.Latest?.Time), "The latest materialization after a rollback");
        Expect.Equal(Noon.AddMinutes(9), asset.Latest?.RestoredAt, "The time of the rollback");
        Expect.Equal("method Orders", asset.Code?.Parts.Single().Name, "The part of the code that computed the version");
        Expect.Equal(before, asset.LastAttempt, "The last attempt, which is no matter of a rollback,");
        await log.AppendAsync([Started(third, Orders), Materialized(third, Orders, "v3")], test.Cancellation);
        asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal(("v3", null), (asset.Latest?.Version, asset.Latest?.RestoredAt), "The latest materialization after the next one");
    }

    private static async Task CheckedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second) = (test.NewRun(), test.NewRun());
        RunEvent.CheckEvaluated Found(RunId run, string check, bool passed, int minute) => new(run, Noon.AddMinutes(minute), Orders, check, passed, CheckSeverity.Error, IsBlocking: true, TimeSpan.FromSeconds(1))
        {
            Message = passed ? null : "2 rows are wrong.",
            Evidence = passed ? null : new MetadataValue.Table(["id", "note"], [["1", null]]),
            Metadata = new Dictionary<string, MetadataValue> { ["failing_rows"] = passed ? 0 : 2 },
            Version = "v1",
        };
        await log.AppendAsync([Started(first, Orders), Found(first, "unique", true, 1), Found(first, "positive", false, 1), Materialized(first, Orders, "v1"), Completed(first)], test.Cancellation);
        await log.AppendAsync([Started(second, Orders), Found(second, "unique", false, 2), new RunEvent.AssetChecked(second, Noon.AddMinutes(2), Orders, TimeSpan.FromSeconds(1), 1), Completed(second)], test.Cancellation);
        await Expected("positive of the first run, unique of the second");
        Expect.Equal((0, 1), ((await log.RunAsync(second, test.Cancellation))?.Checked, (await log.RunAsync(second, test.Cancellation))?.Failed), "The assets of the second run that were checked, and that failed");
        await log.DeleteAsync([first, second], Noon.AddDays(1), test.Cancellation);
        await log.RebuildAsync(test.Cancellation);
        await Expected("the same after their runs were deleted");

        async Task Expected(string what)
        {
            var checks = (await log.AssetsAsync(test.Cancellation)).Single().Checks;
            Expect.Equal("positive False, unique False", string.Join(", ", checks.Select(check => $"{check.Check} {check.Passed}")), $"What the checks have found ({what})");
            Expect.Equal((first, second), (checks[0].RunId, checks[1].RunId), $"The runs that called them ({what})");
            Expect.Equal(("2 rows are wrong.", "v1", "1", null), (checks[0].Message, checks[0].Version, checks[0].Evidence?.Rows[0][0], checks[0].Evidence?.Rows[0][1]), $"What one of them says ({what})");
            Expect.Equal(new MetadataValue.Integer(2), checks[0].Metadata.GetValueOrDefault("failing_rows"), $"A fact of one of them ({what})");
        }
    }

    private static async Task ObservedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        RunEvent.AssetObserved Observed(string version, int minute) =>
            new(run, Noon.AddMinutes(minute), Orders, version, TimeSpan.FromSeconds(1), new Dictionary<string, MetadataValue> { ["bytes"] = 5 });
        await log.AppendAsync([Started(run, Orders), Observed("o1", 1), Observed("o2", 2), Observed("o2", 3), Completed(run)], test.Cancellation);
        var asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal(("o2", Noon.AddMinutes(3), run), (asset.Observed?.DataVersion, asset.Observed?.Time, asset.Observed?.RunId), "What was observed last");
        Expect.Equal(new MetadataValue.Integer(5), asset.Observed?.Metadata.GetValueOrDefault("bytes"), "What else was said of it");
        Expect.Equal(AssetStatus.Observed, asset.LastAttempt?.Status, "The last attempt");
        Expect.Equal(3, (await log.RunAsync(run, test.Cancellation))?.Observed, "The number of observations of the run");
        await log.DeleteAsync([run], Noon.AddDays(1), test.Cancellation);
        await log.RebuildAsync(test.Cancellation);
        Expect.Equal("o2", (await log.AssetsAsync(test.Cancellation)).Single().Observed?.DataVersion, "What was observed last, after its run was deleted,");
    }

    private static async Task ReportedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (known, unknown) = (test.NewRun(), test.NewRun());
        var facts = new Dictionary<string, MetadataValue> { ["rows"] = 5 };
        await log.AppendAsync([new RunEvent.AssetReported(known, Noon, Orders, "r1", facts)], test.Cancellation);
        var asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal(("r1", "r1", Noon), (asset.Latest?.DataVersion, asset.Observed?.DataVersion, asset.Latest?.Time), "What was reported");
        Expect.Equal(new MetadataValue.Integer(5), asset.Latest?.Metadata.GetValueOrDefault("rows"), "What else was said of it");
        await log.AppendAsync([new RunEvent.AssetReported(unknown, Noon.AddMinutes(1), Orders, null, new Dictionary<string, MetadataValue>())], test.Cancellation);
        asset = (await log.AssetsAsync(test.Cancellation)).Single();
        Expect.Equal((null, unknown.Value), (asset.Latest?.DataVersion, asset.Observed?.DataVersion), "The data version of a report without one");
        Expect.Equal(0, (await log.RunsAsync(10, test.Cancellation)).Count, "The number of runs, as a report is none,");
    }

    private static async Task RebuiltAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            var run = test.NewRun();
            await log.AppendAsync([Started(run, Orders, Customers), Materialized(run, Orders, $"v{i}"), new RunEvent.AssetSkipped(run, Noon, Customers, "because")], test.Cancellation);
            await log.AppendAsync([Completed(run)], test.Cancellation);
        }

        var before = await test.ConclusionsAsync(log);
        Expect.Equal(20L, await log.RebuildAsync(test.Cancellation), "The number of events that were read");
        Expect.That(before.SequenceEqual(await test.ConclusionsAsync(log)), "A rebuilt log concludes something else.");
    }

    private static async Task ManyWritersAsync(LogUnderTest test)
    {
        const int Writers = 3;
        const int Each = 20;
        var logs = new List<IEventLog>();
        for (var i = 0; i < Writers; i++)
        {
            logs.Add(await test.OpenAsync());
        }

        var runs = logs.ConvertAll(_ => test.NewRun());
        await Task.WhenAll(logs.Select((log, writer) => Task.Run(
            async () =>
            {
                await log.AppendAsync([Started(runs[writer], Orders)], test.Cancellation);
                for (var i = 0; i < Each; i++)
                {
                    await log.AppendAsync([Materialized(runs[writer], Orders, $"v{writer}.{i}", i)], test.Cancellation);
                }
            },
            test.Cancellation)));
        foreach (var run in runs)
        {
            var events = await test.EventsAsync(logs[0], run);
            Expect.Equal(Each + 1, events.Count, "The number of events of a writer");
            Expect.That(events.Skip(1).Select(logged => logged.Event.Time).SequenceEqual(Enumerable.Range(0, Each).Select(i => Noon.AddMinutes(i))), "A writer's events are out of order.");
        }
    }
}
