namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class KeepVersionsTests() : StoreTest(new DuckDbOptions { KeepVersions = 3 })
{
    [Fact]
    public async Task As_many_versions_stay_as_asked_for()
    {
        for (var i = 1; i <= 6; i++)
        {
            await PublishAsync(Orders, Some(i));
        }

        Relations().Count.ShouldBe(3);
        Ask("select rows from _dataplatform.versions order by fence").Select(row => row[0]).ShouldBe([4L, 5L, 6L]);
    }
}
