using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

/// <summary>Who wins, and what a failure after the victory does.</summary>
public sealed class SessionOrderTests : StoreTest
{
    [Fact]
    public async Task An_attempt_begun_earlier_never_publishes_over_a_later_one_however_late_it_stages()
    {
        await using var early = await BeginAsync();
        await PublishAsync(Orders, Some(2));
        var staged = await StageAsync(early, Orders, Some(1));
        (await Should.ThrowAsync<DataplatformException>(early.PublishAsync([staged], CancellationToken.None).AsTask()))
            .Message.ShouldStartWith("'sales/orders' was published by a newer attempt (run ");
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(2L);
    }

    [Fact]
    public async Task A_session_has_one_fence_and_a_name_for_each_stage()
    {
        await using var session = await BeginAsync();
        var first = await StageAsync(session, Orders, Some(1));
        var second = await StageAsync(session, Orders, Some(2));
        first.Fence.ShouldBe(second.Fence);
        Relations().Count.ShouldBe(2);

        await session.PublishAsync([first], CancellationToken.None);
        await session.PublishAsync([second], CancellationToken.None);
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(2L);
        Relations().Count.ShouldBe(1, "the first version is gone");
    }

    [Fact]
    public async Task Many_first_publications_of_one_key_at_once_are_a_race_that_the_newest_wins()
    {
        for (var round = 0; round < 15; round++)
        {
            var key = new AssetKey("race", $"asset_{round}");
            var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BeginAsync()));
            var staged = await Task.WhenAll(sessions.Select((session, i) => StageAsync(session, key, Some(i + 1))));
            var outcomes = await Task.WhenAll(sessions.Select((session, i) => Task.Run(async () =>
            {
                try
                {
                    await session.PublishAsync([staged[i]], CancellationToken.None);
                    return null;
                }
                catch (DataplatformException e)
                {
                    return e.Message;
                }
            })));
            outcomes.OfType<string>().ShouldAllBe(message => message.Contains("newer attempt", StringComparison.Ordinal));
            outcomes[Array.IndexOf(staged, staged.MaxBy(stage => stage.Fence))].ShouldBeNull();
            Ask($"select fence from _dataplatform.heads where key = '{key}'")[0][0].ShouldBe(staged.Max(stage => stage.Fence));
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("Constraint Error: Duplicate key \"key: sales/orders\" violates primary key constraint.")]
    [InlineData("TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key \"sales/orders\"")]
    public void A_duplicate_key_is_a_write_conflict(string message) => DuckDbException.FromText(message).IsWriteConflict.ShouldBeTrue();

    [Fact]
    public async Task A_publication_does_not_fail_for_an_old_version_that_cannot_be_dropped()
    {
        await PublishAsync(Orders, Some(1));
        Ask("update _dataplatform.versions set kind = 'view'");
        await PublishAsync(Orders, Some(2));
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(2L);
        Relations().Count.ShouldBe(2);

        Ask("update _dataplatform.versions set kind = 'table'");
        await ReopenAsync();
        Relations().Count.ShouldBe(1, "it is dropped at the next opening");
    }

    [Fact]
    public async Task The_end_of_a_session_frees_what_it_read_even_if_a_stage_cannot_be_dropped()
    {
        await PublishAsync(Orders, Some(1));
        var session = await BeginAsync();
        await session.BindAsync(new InputBinding.Published(Orders, "orders"), CancellationToken.None);
        await StageAsync(session, Totals, Some(1));
        Ask("update _dataplatform.versions set kind = 'view' where published_at is null");
        await session.DisposeAsync();

        await PublishAsync(Orders, Some(2));
        Relations().Count(name => name.StartsWith("sales/orders@", StringComparison.Ordinal)).ShouldBe(1, "nobody holds the old version");
    }
}
