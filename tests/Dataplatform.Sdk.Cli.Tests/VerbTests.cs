using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Selection;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class VerbTests
{
    [Theory]
    [InlineData("list")]
    [InlineData("list --json")]
    [InlineData("jobs")]
    [InlineData("graph")]
    [InlineData("plan")]
    [InlineData("validate")]
    [InlineData("compile large_orders")]
    public async Task Verbs_that_look_never_open_the_store(string args)
    {
        var run = new TestRun();
        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Store.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task The_list_is_a_table()
    {
        var run = new TestRun();
        await run.RunAsync("list");
        Approved.Match(run.Console.Out, "list");
    }

    [Fact]
    public async Task A_selection_narrows_the_list()
    {
        var run = new TestRun();
        await run.RunAsync("list", "--select", "group:marts", "--json");
        run.Console.OutLines.Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_query_of_a_table_is_compiled_with_its_parameters()
    {
        var run = new TestRun();
        (await run.RunAsync("compile", "shop/customer_orders")).ShouldBe(ExitCodes.Done);
        run.Console.Out.ShouldBe("""
            -- "raw_orders" = "shop"."raw_orders"
            -- "raw_customers" = "shop"."raw_customers"
            select value from "raw_orders" semi join "raw_customers" using (value) where value > $1::INT64
            -- $1 = 1 (int64)

            """);
    }

    [Fact]
    public async Task A_job_runs_its_selection()
    {
        var run = new TestRun { Configure = builder => builder.AddJob("raw", "key:shop/raw_*").AddJob("orders", AssetSelection.Keys(Shop.RawOrders)) };
        (await run.RunAsync("--job", "raw", "--json")).ShouldBe(ExitCodes.Done);
        Keys(run).ShouldBe(["shop/raw_customers", "shop/raw_orders"], ignoreOrder: true);

        run = new TestRun { Configure = run.Configure };
        (await run.RunAsync("materialize", "--job", "orders", "--json")).ShouldBe(ExitCodes.Done);
        Keys(run).ShouldBe(["shop/raw_orders"]);
    }

    [Fact]
    public async Task The_jobs_are_listed_with_their_selections()
    {
        var run = new TestRun { Configure = builder => builder.AddJob("raw", "key:shop/raw_*").AddJob("everything", AssetSelection.All) };
        (await run.RunAsync("jobs")).ShouldBe(ExitCodes.Done, run.Console.Error);
        Approved.Match(run.Console.Out, "jobs");

        run = new TestRun { Configure = run.Configure };
        (await run.RunAsync("jobs", "--json")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.OutLines[0].ShouldBe("""{"name":"raw","selection":"key:shop/raw_*","assets":["shop/raw_customers","shop/raw_orders"]}""");
    }

    [Fact]
    public async Task An_app_without_jobs_says_so()
    {
        var run = new TestRun();
        (await run.RunAsync("jobs")).ShouldBe(ExitCodes.Done);
        run.Console.Out.ShouldBe("The app has no jobs: builder.AddJob(name, selection) adds one.\n");
    }

    [Fact]
    public async Task A_wrong_job_names_itself()
    {
        var run = new TestRun { Configure = builder => builder.AddJob("nightly", "group:mart") };
        (await run.RunAsync("--job", "nightly")).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldStartWith("error: The selection of the job 'nightly' is wrong: There is no group 'mart'. Did you mean 'marts'?\n");
    }

    [Fact]
    public async Task A_sound_app_is_valid()
    {
        var run = new TestRun { Configure = builder => builder.AddJob("marts", "group:marts+") };
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("valid: 6 assets, 5 edges\n");
    }

    [Fact]
    public async Task Problems_of_the_graph_have_their_ids()
    {
        var run = new TestRun { Shop = new Shop { RawOrdersAsRead = "shop/raw_order" } };
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.UserMistake);
        var lines = run.Console.Error.Split('\n');
        lines[0].ShouldBe("DP1001 Parameter 'rawOrders' of 'ShopAssets.LargeOrders' reads the asset 'shop/raw_order', which does not exist. Did you mean 'shop/raw_orders'?");
        lines[1].ShouldMatch(@"^  at ShopAssets\.LargeOrders in .*ShopAssets\.cs:\d+$");
        lines[2].ShouldBe("invalid: 1 problem");
    }

    [Fact]
    public async Task The_same_problem_stops_a_run()
    {
        var run = new TestRun { Shop = new Shop { RawOrdersAsRead = "shop/raw_order" } };
        (await run.RunAsync()).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldStartWith("error: DP1001: Parameter 'rawOrders' of 'ShopAssets.LargeOrders' reads the asset 'shop/raw_order', which does not exist.");
    }

    [Fact]
    public async Task Validation_finds_services_stores_and_jobs_at_once()
    {
        var run = new TestRun
        {
            HasStore = false,
            Shop = new Shop { Resources = [new ResourceDefinition(typeof(IDisposable), null, "mailer"), new ResourceDefinition(typeof(IFormattable), "eu", "format")] },
            Configure = builder => builder.AddJob("broken", "group:"),
        };
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldContain("error: No service 'IDisposable' is registered; ShopAssets.Notify (mailer) takes it.");
        run.Console.Error.ShouldContain("error: No service 'IFormattable' with the key \"eu\" is registered");
        run.Console.Error.ShouldContain("error: There is no default store.");
        run.Console.Error.ShouldContain("error: The selection of the job 'broken' is wrong:");
        run.Console.Error.ShouldEndWith("invalid: 4 problems\n");
    }

    [Fact]
    public async Task A_newer_catalog_is_refused()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(new AssetCatalog("Newer", []) { SchemaVersion = 99 }) };
        (await run.RunAsync("list")).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldStartWith("error: The assets of 'Newer' were compiled with a newer Dataplatform.Sdk");
    }

    [Fact]
    public async Task A_catalog_counts_once()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(new Shop().Catalog) };
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.Done);
    }

    [Fact]
    public async Task A_failed_run_exits_with_1()
    {
        var run = new TestRun { Shop = new Shop { OnRawOrders = _ => throw new InvalidOperationException("Closed.") } };
        (await run.RunAsync()).ShouldBe(ExitCodes.RunFailed);
        run.Console.Out.ShouldContain("✗ shop/raw_orders\n  Closed.\n  System.InvalidOperationException\n");
        run.Console.Out.ShouldContain("1 materialized, 1 failed, 4 skipped in ");
    }

    [Fact]
    public async Task A_cancelled_run_says_what_was_not_published()
    {
        using var stop = new CancellationTokenSource();
        var run = new TestRun
        {
            Shop = new Shop
            {
                OnRawOrders = async invocation =>
                {
                    await stop.CancelAsync();
                    await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
                },
            },
        };
        (await run.RunAsync(["--max-parallel", "1"], stop.Token)).ShouldBe(ExitCodes.Cancelled);
        run.Console.Out.ShouldContain("Stopping.\n");
        run.Console.Out.ShouldContain("◌ shop/raw_orders");
        run.Console.OutLines[^1].ShouldMatch("^5 assets were not published\\. To run the rest: --select \"(shop|marts)/\\w+( or (shop|marts)/\\w+){4}\"$");
    }

    [Fact]
    public async Task Services_of_the_host_are_the_resources()
    {
        var run = new TestRun
        {
            Shop = new Shop { Resources = [new ResourceDefinition(typeof(IComparer<string>), null, "comparer")] },
            Configure = builder => builder.Services.AddSingleton<IComparer<string>>(StringComparer.Ordinal),
        };
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.Done, run.Console.Error);
    }

    private static IEnumerable<string> Keys(TestRun run) => run.Console.OutLines
        .Where(line => line.Contains("asset_materialized", StringComparison.Ordinal))
        .Select(line => line.Split("\"key\":\"")[1].Split('"')[0]);
}
