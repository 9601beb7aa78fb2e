using Dataplatform.Sdk.Events;
using static Dataplatform.Sdk.Testing.LogUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What is deleted, and what stays true.</summary>
internal static class RetentionCases
{
    public static IReadOnlyList<EventLogContractCase> All { get; } =
    [
        new("retention deletes ended runs", "Deleted runs and their events are gone; runs that go on are left alone.", DeletesAsync),
        new("retention keeps the latest facts", "What deleted runs said about assets stays known, unless something later replaces it.", KeepsFactsAsync),
        new("retention takes acts along", "What was done to single assets before the last event of the deleted runs is deleted as well, and stays known.", TakesActsAsync),
        new("retention can be rebuilt", "After several retentions a rebuilt log concludes what it concluded before.", RebuiltAsync),
    ];

    private static async Task DeletesAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (ended, going) = (test.NewRun(), test.NewRun());
        await log.AppendAsync([Started(ended, Orders), Materialized(ended, Orders, "v1"), Completed(ended), Started(going, Customers)], test.Cancellation);
        Expect.Equal(3L, await log.DeleteAsync([ended, going], Noon, test.Cancellation), "The number of deleted events");
        Expect.That((await log.RunsAsync(10, test.Cancellation)).Select(run => run.Id).SequenceEqual([going]), "Other runs are left than the one that goes on.");
        Expect.Equal(0, (await test.EventsAsync(log, ended)).Count, "The events of the deleted run");
    }

    private static async Task KeepsFactsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second) = (test.NewRun(), test.NewRun());
        await log.AppendAsync([Started(first, Orders, Customers), Materialized(first, Orders, "v1"), Materialized(first, Customers, "w1"), Completed(first)], test.Cancellation);
        await log.AppendAsync([Started(second, Orders), Materialized(second, Orders, "v2"), Completed(second)], test.Cancellation);
        await log.DeleteAsync([first], Noon, test.Cancellation);
        var assets = (await log.AssetsAsync(test.Cancellation)).ToDictionary(asset => asset.Key, asset => asset.Latest?.Version);
        Expect.Equal(("w1", "v2"), (assets[Customers], assets[Orders]), "The versions that the log knows");
        await log.RebuildAsync(test.Cancellation);
        assets = (await log.AssetsAsync(test.Cancellation)).ToDictionary(asset => asset.Key, asset => asset.Latest?.Version);
        Expect.Equal(("w1", "v2"), (assets[Customers], assets[Orders]), "The versions that the rebuilt log knows");
    }

    private static async Task TakesActsAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var (first, second) = (test.NewRun(), test.NewRun());
        RunEvent.AssetReported Reported(string version) => new(test.NewRun(), Noon, Customers, version, new Dictionary<string, MetadataValue>());
        var (early, late) = (Reported("r1"), Reported("r2"));
        await log.AppendAsync([Started(first, Orders), Materialized(first, Orders, "v1"), Completed(first)], test.Cancellation);
        await log.AppendAsync([early, new RunEvent.AssetWiped(test.NewRun(), Noon, Orders)], test.Cancellation);
        await log.AppendAsync([Started(second, Orders), Completed(second), late], test.Cancellation);
        Expect.Equal(7L, await log.DeleteAsync([first, second], Noon, test.Cancellation), "The number of deleted events");
        Expect.Equal(0, (await test.EventsAsync(log, early.RunId)).Count, "The events of the act between the runs");
        Expect.Equal(1, (await test.EventsAsync(log, late.RunId)).Count, "The events of the act after the runs");
        await log.RebuildAsync(test.Cancellation);
        var assets = (await log.AssetsAsync(test.Cancellation)).ToDictionary(asset => asset.Key);
        Expect.That(assets[Orders].Latest is null, "A wiped asset has a latest materialization after the act was deleted.");
        Expect.Equal("r2", assets[Customers].Observed?.DataVersion, "The data version that was reported last");
    }

    private static async Task RebuiltAsync(LogUnderTest test)
    {
        var log = await test.OpenAsync();
        var runs = new List<RunId>();
        for (var i = 0; i < 6; i++)
        {
            var run = test.NewRun();
            runs.Add(run);
            var key = new AssetKey($"sales/a{i % 4}");
            await log.AppendAsync([Started(run, key), Materialized(run, key, $"v{i}"), Completed(run)], test.Cancellation);
            if (i >= 2)
            {
                await log.DeleteAsync([runs[i - 2]], Noon.AddMinutes(i), test.Cancellation);
            }
        }

        var before = await test.ConclusionsAsync(log);
        await log.RebuildAsync(test.Cancellation);
        Expect.That(before.SequenceEqual(await test.ConclusionsAsync(log)), "A rebuilt log concludes something else.");
        Expect.Equal(4, (await log.AssetsAsync(test.Cancellation)).Count(asset => asset.Latest is not null), "The assets whose latest version is known");
    }
}
