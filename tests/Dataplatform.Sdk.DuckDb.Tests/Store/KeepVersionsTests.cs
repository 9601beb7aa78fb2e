using Dataplatform.Sdk.Stores;

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

    [Fact]
    public async Task The_public_name_shows_the_version_that_was_gone_back_to_and_the_withdrawn_one_is_dropped()
    {
        await PublishAsync(Orders, Some(1));
        await PublishAsync(Orders, Some(2));

        await RollBackAsync();

        Ask("select count(*) from sales.orders").ShouldBe([[1L]]);
        Ask("select rows from _dataplatform.versions").ShouldBe([[1L]]);
        Relations().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_withdrawn_version_that_is_read_goes_when_its_reader_ends()
    {
        await PublishAsync(Orders, Some(1));
        await PublishAsync(Orders, Some(2));
        await using (var reader = await BeginAsync())
        {
            await reader.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None);
            await RollBackAsync();
            Relations().Count.ShouldBe(2);
        }

        Relations().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wiped_version_that_is_read_goes_when_its_reader_ends()
    {
        await PublishAsync(Orders, Some(1));
        await using (var reader = await BeginAsync())
        {
            await reader.BindAsync(new InputBinding.Published(Orders, "o"), CancellationToken.None);
            await Store.WipeAsync(Orders, CancellationToken.None);
            Relations().Count.ShouldBe(1);
        }

        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attempt_of_before_is_told_of_the_rollback()
    {
        await PublishAsync(Orders, Some(1));
        await PublishAsync(Orders, Some(2));
        await using var session = await BeginAsync();
        var late = await StageAsync(session, Orders, Some(3));
        await RollBackAsync();

        var error = await Should.ThrowAsync<DataplatformException>(session.PublishAsync([late], CancellationToken.None).AsTask());

        error.Message.ShouldBe("'sales/orders' was rolled back to an earlier version while this attempt was under way. This attempt publishes nothing; materialize 'sales/orders' again if that is meant.");
    }

    private async Task RollBackAsync()
    {
        var versions = await Store.VersionsAsync(Orders, CancellationToken.None);
        await Store.RollBackAsync(Orders, versions[0].Version, versions[1].Version, CancellationToken.None);
    }
}
