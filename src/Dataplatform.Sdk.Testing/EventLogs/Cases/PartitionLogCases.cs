using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;
using static Dataplatform.Sdk.Testing.LogUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What is concluded about partitions.</summary>
internal static class PartitionLogCases
{
    private const long Day = 86_400;

    public static IReadOnlyList<EventLogContractCase> All { get; } =
    [
        new("a partition is a fold", "Of each partition the log knows when it was begun, published, changed and failed, and as of when its inputs were read.", FoldAsync),
        new("partitions of many kinds", "Partitions of time, of other dimensions and of both are told apart, however their keys look.", KindsAsync),
        new("observed partitions", "Partitions of an external asset are there once they were observed or reported, and change when their data version does.", ObservedAsync),
        new("wiping leaves no partition", "An asset that was wiped has no partitions, until it is materialized again.", WipedAsync),
        new("keys of a set", "Keys of a dynamic set come in the order in which they were added; a key that was removed may be added again.", KeysAsync),
        new("partitions can be rebuilt", "Whatever happened to partitions, retention included, a rebuilt log concludes the same.", RebuiltAsync),
    ];

    private static async Task FoldAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second) = (test.NewRun(), test.NewRun());
        await log.AppendAsync([Begun(first, At(0)), Published(first, "v1", At(0), "d1"), Begun(first, At(1)), Failed(first, At(1))], test.Cancellation);
        await log.AppendAsync([Begun(second, At(0)), Published(second, "v2", At(0), "d1"), Begun(second, At(0)), Published(second, "v3", At(0), "d2")], test.Cancellation);
        var positions = (await test.EventsAsync(log)).Select(logged => logged.Position).ToList();
        var entries = (await log.PartitionsAsync(Orders, test.Cancellation)).SelectMany(chunk => chunk.Entries).ToList();
        Expect.Equal(2, entries.Count, "The number of partitions");
        Expect.Equal(
            new PartitionEntry(0) { Begun = positions[6], Materialized = positions[7], AsOf = positions[6], Changed = positions[7], Data = PartitionFold.Hash("d2"), Code = PartitionFold.Hash("c1"), Inputs = PartitionFold.HashOf([new InputVersion(Customers, "v0", null)]) },
            entries[0], "A partition that was published three times, the second time with equal data");
        Expect.Equal(new PartitionEntry(Day) { Begun = positions[2], Failed = positions[3] }, entries[1], "A partition that failed");
        Expect.That(entries[1] is { IsFailed: true, IsMaterialized: false } && !entries[0].IsFailed, "What failed is not told from what was published.");

        await log.AppendAsync([Published(test.NewRun(), "v4", At(0), "d2")], test.Cancellation);
        var again = (await log.PartitionsAsync(Orders, test.Cancellation)).SelectMany(chunk => chunk.Entries).First();
        Expect.That(again.Changed == positions[7] && again.AsOf == again.Materialized, "A publication that nobody saw begin has read its inputs when it was told; equal data is no change.");
    }

    private static async Task KindsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        PartitionPlace[] places =
        [
            At(0), At(400), At(-9_000),
            new(new PartitionKey("us")), new(new PartitionKey("a\n|%'\" 😀")),
            new(new PartitionKey("2024-01-01|eu")) { Start = 5 * Day, Series = "eu" },
        ];
        await log.AppendAsync([.. places.Select((place, i) => Published(run, $"v{i}", place, "d"))], test.Cancellation);
        var known = await log.PartitionsAsync(Orders, test.Cancellation);
        Expect.Equal(places.Length, known.Sum(chunk => chunk.Entries.Count), "The number of partitions");
        Expect.That(known.SequenceEqual(known.OrderBy(chunk => chunk.Series, StringComparer.Ordinal).ThenBy(chunk => chunk.Number)), "They do not come in the order of series and time.");
        Expect.Equal(5 * Day, known.Single(chunk => chunk.Series == "eu" && chunk.Number == PartitionChunk.NumberOf(5 * Day)).Entries.Single().Start, "The begin of a partition of two dimensions");
        Expect.Equal(0, (await log.PartitionsAsync(Customers, test.Cancellation)).Count, "The partitions of another asset");
    }

    private static async Task ObservedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        await log.AppendAsync([Observed("v1", 0, 1), Observed("v1", 0), Reported("v2", 1), Reported(null, 0)], test.Cancellation);
        var positions = (await test.EventsAsync(log)).Select(logged => logged.Position).ToList();
        var entries = (await log.PartitionsAsync(Orders, test.Cancellation)).SelectMany(chunk => chunk.Entries).ToList();
        Expect.Equal(2, entries.Count, "The number of partitions");
        Expect.Equal(new PartitionEntry(0) { Materialized = positions[3], AsOf = positions[3], Changed = positions[3] }, entries[0], "A partition that was reported without a data version");
        Expect.Equal(
            new PartitionEntry(Day) { Materialized = positions[2], AsOf = positions[2], Changed = positions[2], Data = PartitionFold.Hash("v2") }, entries[1], "A partition that was reported with another data version");

        await log.AppendAsync([Observed("v2", 1)], test.Cancellation);
        Expect.Equal(positions[2], (await log.PartitionsAsync(Orders, test.Cancellation)).SelectMany(chunk => chunk.Entries).Last().Changed, "When a partition changed that was observed as it was");

        RunEvent.AssetObserved Observed(string version, params int[] days) =>
            new(test.NewRun(), Noon, Orders, version, TimeSpan.Zero, new Dictionary<string, MetadataValue>()) { Partitions = Partitions(version, days) };
        RunEvent.AssetReported Reported(string? version, params int[] days) =>
            new(test.NewRun(), Noon, Orders, version, new Dictionary<string, MetadataValue>()) { Partitions = Partitions(version, days) };
        MaterializedPartition[] Partitions(string? version, int[] days) => [.. days.Select(day => new MaterializedPartition(At(day), null) { DataVersion = version })];
    }

    private static async Task WipedAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var run = test.NewRun();
        await log.AppendAsync([Published(run, "v1", At(0), "d"), Published(run, "v2", At(1), "d")], test.Cancellation);
        await log.AppendAsync([new RunEvent.AssetWiped(test.NewRun(), Noon, Orders), Published(run, "v3", At(1), "d")], test.Cancellation);
        Expect.Equal(Day, (await log.PartitionsAsync(Orders, test.Cancellation)).Single().Entries.Single().Start, "The only partition after the wipe");
    }

    private static async Task KeysAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        await log.AppendAsync([new RunEvent.PartitionKeysAdded(test.NewRun(), Noon, "shops", ["b", "a", "a|b\n😀"])], test.Cancellation);
        await log.AppendAsync([new RunEvent.PartitionKeysAdded(test.NewRun(), Noon, "shops", ["a", "c"]), new RunEvent.PartitionKeysRemoved(test.NewRun(), Noon, "shops", ["b", "never"])], test.Cancellation);
        Expect.That((await log.PartitionKeysAsync("shops", test.Cancellation)).SequenceEqual(["a", "a|b\n😀", "c"]), "The keys are others than those that were added and not removed, in that order.");
        await log.AppendAsync([new RunEvent.PartitionKeysAdded(test.NewRun(), Noon, "shops", ["b"])], test.Cancellation);
        Expect.Equal("b", (await log.PartitionKeysAsync("shops", test.Cancellation))[^1], "A key that was added again");
        Expect.Equal(0, (await log.PartitionKeysAsync("others", test.Cancellation)).Count, "The keys of another set");
    }

    private static async Task RebuiltAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var turn = 7;
        var runs = new List<RunId>();
        for (var i = 0; i < 30; i++)
        {
            var run = test.NewRun();
            runs.Add(run);
            var events = new List<RunEvent> { Started(run, Orders) };
            for (var step = 0; step < 6; step++)
            {
                var place = At(Next(60));
                events.Add(Begun(run, place));
                events.Add(new RunEvent.AssetReported(run, Noon, Customers, $"d{Next(2)}", new Dictionary<string, MetadataValue>()) { Partitions = [new(place, null) { DataVersion = $"d{Next(2)}" }] });
                events.Add(Next(4) == 0 ? Failed(run, place) : Published(run, $"v{i}.{step}", place, $"d{Next(2)}"));
            }

            await log.AppendAsync([.. events, Completed(run), new RunEvent.PartitionKeysAdded(test.NewRun(), Noon, "shops", [$"k{Next(9)}"])], test.Cancellation);
            if (i is 10 or 20)
            {
                await log.DeleteAsync([.. runs.Take(i - 3)], Noon.AddMinutes(i), test.Cancellation);
            }
        }

        var before = await ConclusionsAsync();
        await log.RebuildAsync(test.Cancellation);
        var after = await ConclusionsAsync();
        Expect.That(before.SequenceEqual(after), $"A rebuilt log concludes something else of partitions: {string.Join("; ", before.Zip(after).Where(pair => !Equals(pair.First, pair.Second)).Take(3).Select(pair => $"{pair.First}, and then {pair.Second}"))} ({before.Count} and {after.Count}).");

        // Anything but regular, and the same every time.
        int Next(int below) => (turn = ((turn * 1_103) + 12_347) % 65_521) % below;

        async Task<IReadOnlyList<object>> ConclusionsAsync() =>
            [.. (await log.PartitionsAsync(Orders, test.Cancellation)).Concat(await log.PartitionsAsync(Customers, test.Cancellation)).SelectMany(chunk => chunk.Entries).Cast<object>(), .. (await log.PartitionKeysAsync("shops", test.Cancellation)).Order()];
    }

    private static PartitionPlace At(int day) => new(new PartitionKey($"day {day}")) { Start = day * Day, Series = string.Empty };

    private static RunEvent.StepStarted Begun(RunId run, PartitionPlace place) => new(run, Noon, "SalesAssets.Orders", [Orders]) { Partitions = [place] };

    private static RunEvent.AssetFailed Failed(RunId run, PartitionPlace place) => new(run, Noon, Orders, TimeSpan.Zero, new StepError("broken", null, [])) { Partitions = [place] };

    private static RunEvent.AssetMaterialized Published(RunId run, string version, PartitionPlace place, string data) =>
        Materialized(run, Orders, version) with { Partitions = [new MaterializedPartition(place, 3) { DataVersion = data }] };
}
