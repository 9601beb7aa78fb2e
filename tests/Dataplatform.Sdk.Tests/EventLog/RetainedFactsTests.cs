using System.Collections;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Tests.EventLog;

public sealed class RetainedFactsTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Facts_of_ten_thousand_assets_are_folded_without_looking_at_all_of_them_for_each()
    {
        var kept = new Counting([.. Enumerable.Range(0, 10_000).Select(i => new AssetRecord(new AssetKey($"a/k{i}")) { LatestPosition = i + 1, Latest = new Materialization(new RunId("run"), Noon, $"v{i}") })]);
        var logged = new LoggedEvent(20_000, new RunEvent.RetentionApplied(new RunId("act"), Noon, kept));

        foreach (var key in AssetRecord.KeysOf(logged.Event))
        {
            AssetRecord.Apply(null, key, logged).Latest!.Version.ShouldBe($"v{key.Name[1..]}");
        }

        kept.Visited.ShouldBeLessThanOrEqualTo(3 * kept.Count);
    }

    [Fact]
    public void Events_with_the_same_facts_are_equal_and_a_changed_one_finds_its_own()
    {
        IReadOnlyList<AssetRecord> facts = [new AssetRecord(new("a/one")) { LatestPosition = 1 }];
        var applied = new RunEvent.RetentionApplied(new RunId("act"), Noon, facts);
        applied.Of(new("a/one")).ShouldNotBeNull();

        applied.ShouldBe(new RunEvent.RetentionApplied(new RunId("act"), Noon, facts));
        var other = applied with { Assets = [new AssetRecord(new("a/two"))] };
        (other.Of(new("a/one")), other.Of(new("a/two"))?.Key).ShouldBe((null, new AssetKey("a/two")));
    }

    private sealed class Counting(IReadOnlyList<AssetRecord> records) : IReadOnlyList<AssetRecord>
    {
        public int Visited { get; private set; }

        public int Count => records.Count;

        public AssetRecord this[int index]
        {
            get
            {
                Visited++;
                return records[index];
            }
        }

        public IEnumerator<AssetRecord> GetEnumerator()
        {
            foreach (var record in records)
            {
                Visited++;
                yield return record;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
