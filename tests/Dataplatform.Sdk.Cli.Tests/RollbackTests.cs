using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.EventLog;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>rollback</c>: the version before is published again, and everything that follows from that.</summary>
public sealed class RollbackTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Nothing_is_rolled_back_without_a_yes()
    {
        var run = await TwiceAsync();

        var rollback = run.With();
        (await rollback.RunAsync("rollback", "raw_orders")).ShouldBe(ExitCodes.UserMistake);

        rollback.Console.Error.ShouldMatch(
            "^error: This takes 'shop/raw_orders' in in memory back to the version of 2 h ago \\(2 rows, run [0-9a-f]{8}\\), and drops the present one of 1 h ago \\(3 rows, run [0-9a-f]{8}\\)\\. If that is meant: rollback shop/raw_orders --yes\n$");
        (await HeadAsync(run)).ShouldBe(3L);
    }

    [Fact]
    public async Task The_version_before_is_published_again_and_what_read_the_other_one_is_stale()
    {
        var run = await TwiceAsync();
        (await StatusAsync(run, "customer_orders")).ShouldContain("\"status\":\"fresh\"");

        var rollback = run.With();
        (await rollback.RunAsync("rollback", "raw_orders", "--yes")).ShouldBe(ExitCodes.Done, rollback.Console.Error);

        rollback.Console.Out.ShouldMatch("^Rolled shop/raw_orders back to the version of 2 h ago \\(2 rows, run [0-9a-f]{8}\\)\\. 'status' shows what has read another one\\.\n$");
        var orders = await StatusAsync(run, "raw_orders");
        orders.ShouldContain("\"rolled_back\":\"2024-05-17T10:30:00.000Z\"");
        orders.ShouldContain($"\"version\":\"{(await run.Store.ListAsync(CancellationToken.None)).Single(head => head.Key == Shop.RawOrders).Version}\"");
        (await StatusAsync(run, "customer_orders")).ShouldContain("\"reason\":\"shop/raw_orders was rolled back since\"");
        var table = run.With();
        await table.RunAsync("status", "--select", "raw_orders");
        table.Console.Out.ShouldContain("rolled back just now");
    }

    [Fact]
    public async Task The_log_knows_the_code_and_the_inputs_of_the_version_again()
    {
        var run = await TwiceAsync();
        var before = (await EventsAsync(run)).OfType<RunEvent.AssetMaterialized>().First(done => done.Key == Shop.RawOrders);

        await run.With().RunAsync("rollback", "raw_orders", "--yes");

        var told = (await EventsAsync(run)).OfType<RunEvent.AssetRolledBack>().ShouldHaveSingleItem();
        told.Restored.Version.ShouldBe(before.Version);
        told.Restored.RunId.ShouldBe(before.RunId);
        told.Restored.CodeVersion.ShouldBe(before.CodeVersion);
        told.Code.ShouldNotBeNull().Version.ShouldBe(before.CodeVersion);
        told.Withdrawn.ShouldNotBe(before.Version);
    }

    [Fact]
    public async Task A_rollback_that_nobody_told_is_told_at_the_next_look()
    {
        var run = await TwiceAsync();
        var versions = await run.Store.VersionsAsync(Shop.RawOrders, CancellationToken.None);
        await run.Store.RollBackAsync(Shop.RawOrders, versions[0].Version, versions[1].Version, CancellationToken.None);

        (await StatusAsync(run, "raw_orders")).ShouldContain("\"rolled_back\":\"2024-05-17T10:30:00.000Z\"");
        (await StatusAsync(run, "customer_orders")).ShouldContain("was rolled back since");

        (await EventsAsync(run)).OfType<RunEvent.AssetRolledBack>().ShouldHaveSingleItem().Withdrawn.ShouldBe(versions[0].Version);
    }

    [Fact]
    public async Task The_next_materialization_ends_it()
    {
        var run = await TwiceAsync();
        await run.With().RunAsync("rollback", "raw_orders", "--yes");

        await run.With().RunAsync("materialize", "--json");

        (await StatusAsync(run, "raw_orders")).ShouldContain("\"rolled_back\":null");
        (await StatusAsync(run, "customer_orders")).ShouldContain("\"status\":\"fresh\"");
    }

    [Fact]
    public async Task Without_an_older_version_the_remedy_is_said()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var rollback = run.With();
        (await rollback.RunAsync("rollback", "raw_orders", "--yes")).ShouldBe(ExitCodes.UserMistake);

        rollback.Console.Error.ShouldBe("error: No version of 'shop/raw_orders' before the present one is kept, so there is nothing to go back to. Keep them.\n");
    }

    [Fact]
    public async Task What_was_never_published_cannot_go_back()
    {
        var run = new TestRun();

        (await run.RunAsync("rollback", "raw_orders", "--yes")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe("error: 'shop/raw_orders' is not published, so there is nothing to roll back.\n");
    }

    [Theory]
    [InlineData("notify", "'marts/notify' has its effect outside, so there is nothing here to roll back.")]
    [InlineData("large_orders", "'shop/large_orders' is a query and shows what its inputs hold now, so there is nothing to roll back. Roll back an input, or go back to the code of before.")]
    [InlineData("payments", "'erp/payments' is external: others publish it, so there is nothing here to roll back.")]
    public async Task What_has_no_versions_is_refused_with_the_reason(string asset, string message)
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };

        (await run.RunAsync("rollback", asset, "--yes")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe($"error: {message}\n");
    }

    /// <summary>Raw orders of two rows, an hour later of three, another hour later now.</summary>
    private static async Task<TestRun> TwiceAsync()
    {
        var run = new TestRun();
        run.Store.KeepsVersions = true;
        (await run.With(new Shop { OnRawOrders = step => step.RowsAsync<long>(0, [1, 2]) }).RunAsync("materialize", "--json")).ShouldBe(ExitCodes.Done);
        run.Clock.Advance(Hour);
        (await run.RunAsync("materialize", "--json")).ShouldBe(ExitCodes.Done);
        run.Clock.Advance(Hour);
        return run.With();
    }

    private static async Task<string> StatusAsync(TestRun run, string asset)
    {
        var status = run.With();
        await status.RunAsync("status", "--select", asset, "--json");
        return status.Console.Out;
    }

    private static async Task<long?> HeadAsync(TestRun run) => (await run.Store.ListAsync(CancellationToken.None)).Single(head => head.Key == Shop.RawOrders).Rows;

    private static async Task<List<RunEvent>> EventsAsync(TestRun run)
    {
        await using var log = new SqliteEventLog(Path.Combine(run.StateFolder, "events.db"));
        await log.OpenAsync(CancellationToken.None);
        return await log.ReadAsync(run: null, CancellationToken.None).Select(logged => logged.Event).ToListAsync();
    }
}
