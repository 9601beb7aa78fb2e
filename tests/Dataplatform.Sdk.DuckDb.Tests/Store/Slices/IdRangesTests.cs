using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

public sealed class IdRangesTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true).WithReplay(20240229, 1);

    [Fact]
    public void Ids_are_in_the_ranges_that_are_made_of_them_and_no_others() => Hold(ids =>
    {
        var ranges = IdRanges.Of(ids);

        Enumerable.Range(-1, 70).Where(id => ranges.Contains(id)).ShouldBe(ids.Distinct().Order().Select(id => (int)id));
    });

    [Fact]
    public void Neighbours_are_one_range() => IdRanges.Of(3, 1, 2, 7, 8).Count.ShouldBe(2);

    [Fact]
    public void DuckDB_finds_the_rows_of_few_ranges_and_of_many()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute("create table t as select i as n, i % 101 as _partition from range(1000) r(i)");
        foreach (var ids in new long[][] { [], [7], [3, 4, 5], [.. Enumerable.Range(0, 16).Select(i => 3L * i)], [.. Enumerable.Range(0, 50).Select(i => 2L * i)] })
        {
            var ranges = IdRanges.Of(ids);
            var expected = Enumerable.Range(0, 1000).Where(n => ids.Contains(n % 101)).Select(n => (object)(long)n);

            connection.Query($"select n from {ranges.Select("t", ["n"])} order by n").Select(row => row[0]!).ShouldBe(expected);
            connection.Query($"select n from t where {ranges.Condition("_partition")} order by n").Select(row => row[0]!).ShouldBe(expected);
        }
    }

    private static void Hold(Action<long[]> check) =>
        Prop.ForAll(Gen.Choose(0, 60).Select(id => (long)id).ArrayOf().ToArbitrary(), check).Check(Config);
}
