using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>The verbs that remove something: <c>wipe</c> and <c>orphans</c>.</summary>
public sealed class HousekeepingTests
{
    [Fact]
    public async Task Nothing_is_wiped_without_a_yes()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var wipe = run.With();
        (await wipe.RunAsync("wipe", "raw_orders")).ShouldBe(ExitCodes.UserMistake);

        wipe.Console.Error.ShouldBe("error: This removes 'shop/raw_orders' from in memory, with all its versions. If that is meant: wipe shop/raw_orders --yes\n");
        (await KeysAsync(run)).ShouldContain("shop/raw_orders");
    }

    [Fact]
    public async Task What_is_wiped_is_missing()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var wipe = run.With();
        (await wipe.RunAsync("wipe", "raw_orders", "--yes")).ShouldBe(ExitCodes.Done, wipe.Console.Error);

        wipe.Console.Out.ShouldBe("Removed shop/raw_orders.\n");
        (await KeysAsync(run)).ShouldNotContain("shop/raw_orders");
        var status = run.With();
        await status.RunAsync("status", "--select", "raw_orders", "--json");
        status.Console.Out.ShouldContain("\"status\":\"missing\"");
    }

    [Fact]
    public async Task What_is_in_no_store_cannot_be_wiped()
    {
        var run = new TestRun();

        (await run.RunAsync("wipe", "notify", "--yes")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe("error: 'marts/notify' is kept in no store of this app, so there is nothing to wipe.\n");
    }

    [Fact]
    public async Task Orphans_are_listed_and_removed_only_on_request()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");
        await run.Store.PublishAsync(new AssetKey("shop/gone"));

        var list = run.With();
        (await list.RunAsync("orphans")).ShouldBe(ExitCodes.Done, list.Console.Error);
        (await KeysAsync(run)).ShouldContain("shop/gone");
        var remove = run.With();
        (await remove.RunAsync("orphans", "--remove", "--json")).ShouldBe(ExitCodes.Done, remove.Console.Error);
        var none = run.With();
        (await none.RunAsync("orphans")).ShouldBe(ExitCodes.Done, none.Console.Error);

        list.Console.OutLines[2].ShouldStartWith("shop/gone");
        list.Console.OutLines[^1].ShouldBe("1 orphan; 'orphans --remove' removes them.");
        remove.Console.Out.ShouldContain("\"key\":\"shop/gone\"");
        (await KeysAsync(run)).ShouldNotContain("shop/gone");
        none.Console.Out.ShouldBe("Everything that is published is an asset of this app.\n");
    }

    private static async Task<IEnumerable<string>> KeysAsync(TestRun run) =>
        (await run.Store.ListAsync(TestContext.Current.CancellationToken)).Select(head => head.Key.Path);
}
