using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class TimeSetTests
{
    private static readonly Gen<List<(long Start, long End)>> Intervals =
        from starts in Gen.ListOf(Gen.Choose(-20, 60))
        from lengths in Gen.ListOf(Gen.Choose(0, 9))
        select starts.Zip(lengths, (start, length) => ((long)start * 3600, (long)(start + length) * 3600)).ToList();

    [Fact]
    public void The_algebra_is_that_of_a_naive_set() => Laws.Hold(Intervals.Zip(Intervals), pair =>
    {
        var (left, right) = (TimeSet.Of(pair.Item1), TimeSet.Of(pair.Item2));
        var (some, others) = (Naive(pair.Item1), Naive(pair.Item2));

        Hours(left).ShouldBe(some.Order());
        Hours(left.Union(right)).ShouldBe(some.Union(others).Order());
        Hours(left.Intersect(right)).ShouldBe(some.Intersect(others).Order());
        Hours(left.Except(right)).ShouldBe(some.Except(others).Order());
        left.IsSubsetOf(right).ShouldBe(some.IsSubsetOf(others));
        left.Equals(right).ShouldBe(some.SetEquals(others));
        left.IsEmpty.ShouldBe(some.Count == 0);
        Enumerable.Range(-25, 100).ShouldAllBe(hour => left.Contains(hour * 3600L) == some.Contains(hour * 3600L));
        Enumerable.Range(-25, 100).ShouldAllBe(hour => left.Contains((hour * 3600L) + 3599) == some.Contains(hour * 3600L));
    });

    [Fact]
    public void Edges_are_sorted_and_no_interval_touches_another() => Laws.Hold(Intervals.Zip(Intervals), pair =>
    {
        foreach (var set in new[] { TimeSet.Of(pair.Item1).Union(TimeSet.Of(pair.Item2)), TimeSet.Of(pair.Item1).Except(TimeSet.Of(pair.Item2)), TimeSet.Of(pair.Item1).Intersect(TimeSet.Of(pair.Item2)) })
        {
            var edges = set.Edges.ToArray();
            edges.Zip(edges.Skip(1)).ShouldAllBe(two => two.First < two.Second);
        }
    });

    [Fact]
    public void A_text_reads_back_as_the_same_set() => Laws.Hold(Intervals.Zip(Gen.Elements(0L, 1, 1_704_067_200, -5_000_000_000)), pair =>
    {
        var set = TimeSet.Of(pair.Item1.Select(interval => (interval.Start + pair.Item2, interval.End + pair.Item2)));

        TimeSetText.Read(TimeSetText.Write(set)).ShouldBe(set);
    });

    [Fact]
    public void What_is_no_text_of_a_set_is_refused() =>
        new[] { "!", "A", "AQ", "AQI", "AQIA", "gICAgICAgICAgIA", "AAIC" }.ShouldAllBe(text => TimeSetText.Read(text) == null);

    [Fact]
    public void A_gap_of_hourly_windows_costs_three_characters()
    {
        var set = TimeSet.Of(Enumerable.Range(0, 1000).Select(i => (1_704_067_200 + (i * 100 * 3600L), 1_704_067_200 + ((i * 100) + 99) * 3600L)));

        TimeSetText.Write(set).Length.ShouldBeLessThan(3 * 1000);
    }

    [Fact]
    public void All_time_is_everything()
    {
        TimeSet.Always.Contains(long.MinValue).ShouldBeTrue();
        TimeSet.Always.Intersect(TimeSet.Of(1, 2)).ShouldBe(TimeSet.Of(1, 2));
        TimeSet.Always.Union(TimeSet.Of(1, 2)).ShouldBe(TimeSet.Always);
        TimeSet.Always.Except(TimeSet.Always).IsEmpty.ShouldBeTrue();
        TimeSet.Always.Except(TimeSet.Of(TimeSet.Always.Edges[0], TimeSet.Always.Edges[1])).IsEmpty.ShouldBeTrue();
    }

    private static HashSet<long> Naive(List<(long Start, long End)> intervals) =>
        [.. intervals.SelectMany(interval => Enumerable.Range(0, (int)((interval.End - interval.Start) / 3600)).Select(hour => interval.Start + (hour * 3600L)))];

    private static IEnumerable<long> Hours(TimeSet set) =>
        Enumerable.Range(0, set.Intervals).SelectMany(i => Naive([set[i]]).Order());
}
