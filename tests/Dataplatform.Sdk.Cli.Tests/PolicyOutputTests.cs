using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>What verbs and views tell of policies.</summary>
public sealed class PolicyOutputTests
{
    private static readonly RunId Run = new("run");
    private static readonly AssetKey Orders = new("shop/raw_orders");

    private static readonly StepPolicies Policies = new()
    {
        Retry = new(3) { Delay = TimeSpan.FromSeconds(2), Backoff = Backoff.Exponential, MaxDelay = TimeSpan.FromMinutes(1), Jitter = true, On = [typeof(TimeoutException)] },
        Timeout = TimeSpan.FromMinutes(10),
        Pools = [new("api", 2)],
        RateLimits = [new("web", 10, TimeSpan.FromSeconds(1))],
        Priority = 7,
        Hooks = [typeof(Quiet)],
    };

    private static readonly RunEvent.StepRetrying Retrying =
        new(Run, TestRun.Start.AddSeconds(3), "ShopAssets.RawOrders", [Orders], 1, TimeSpan.FromSeconds(2), new StepError("The shop is busy.\nTry later.", "System.IO.IOException", []));

    [Fact]
    public async Task The_plan_says_how_steps_are_run()
    {
        var run = new TestRun { Shop = new() { OrderPolicies = Policies } };

        await run.RunAsync("plan", "--select", "shop/raw_orders");

        run.Console.OutLines.ShouldContain(
            "   3 retries after 2s, doubling up to 1m with jitter on TimeoutException; at most 10m each; pool api; rate limit web; priority 7; tells Quiet");
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("list")]
    public async Task Programs_get_what_is_declared_as_an_object(string verb)
    {
        var run = new TestRun { Shop = new() { OrderPolicies = Policies } };

        await run.RunAsync(verb, "--json", "--select", "shop/raw_orders");

        run.Console.Out.ShouldContain(
            """
            "policies":{"retry":{"retries":3,"delay_ms":2000,"backoff":"exponential","max_delay_ms":60000,"jitter":true,"on":["System.TimeoutException"]},"timeout_ms":600000,"pools":["api"],"rate_limits":["web"],"priority":7,"hooks":["Dataplatform.Sdk.Cli.Tests.PolicyOutputTests+Quiet"]}
            """);
    }

    [Fact]
    public async Task Defaults_of_the_app_count_where_an_asset_says_nothing()
    {
        var run = new TestRun
        {
            Shop = new() { OrderPolicies = new() { Retry = new(0), Pools = [new("api")] } },
            Configure = builder =>
            {
                builder.Defaults.Retry = new(2);
                builder.Defaults.Timeout = TimeSpan.FromHours(1);
                builder.Defaults.Pools.Add(new("all", 8));
            },
        };

        await run.RunAsync("plan", "--select", "shop/raw_orders or shop/raw_customers");

        run.Console.OutLines.ShouldContain("   at most 1h; pool api; pool all");
        run.Console.OutLines.ShouldContain("   2 retries after 1s; at most 1h each; pool all");
    }

    [Fact]
    public void A_default_that_makes_no_sense_is_refused_where_it_is_set()
    {
        var defaults = DataplatformApp.CreateBuilder([]).Defaults;
        Should.Throw<DataplatformException>(() => defaults.Timeout = TimeSpan.Zero);
        Should.Throw<DataplatformException>(() => defaults.Retry = new(-1));
    }

    [Fact]
    public async Task A_retry_is_told_to_programs_and_to_people()
    {
        var shop = new Shop
        {
            OrderPolicies = new() { Retry = new(1) { Delay = TimeSpan.Zero } },
            OnRawOrders = step => step.Context.Attempt == 1 ? throw new IOException("The shop is busy.") : step.RowsAsync<long>(0, [1]),
        };
        var program = new TestRun { Shop = shop };
        (await program.RunAsync("--json", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);
        program.Console.OutLines.Single(line => line.Contains("step_retrying", StringComparison.Ordinal)).ShouldContain(
            "\"step\":\"ShopAssets.RawOrders\",\"assets\":[\"shop/raw_orders\"],\"attempt\":1,\"delay_ms\":0,\"error\":{\"message\":\"The shop is busy.\",\"exception\":\"System.IO.IOException\"");

        var person = new TestRun { Shop = shop };
        (await person.RunAsync("--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);
        person.Console.OutLines.ShouldContain(line => line.StartsWith("↻ shop/raw_orders", StringComparison.Ordinal) && line.EndsWith("attempt 2: The shop is busy.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3.5, "attempt 2 in 1.5 s: The shop is busy.")]
    [InlineData(6, "attempt 2: The shop is busy.")]
    public void The_live_view_counts_down_to_the_next_attempt(double seconds, string end)
    {
        var board = new RunBoard();
        var text = new RunText(_ => null);
        text.Plan([Orders], 100);
        board.Apply(new RunEvent.RunStarted(Run, TestRun.Start, [Orders]));
        board.Apply(new RunEvent.StepStarted(Run, TestRun.Start, "ShopAssets.RawOrders", [Orders]));
        board.Apply(new StepProgress(Run, TestRun.Start.AddSeconds(2), "ShopAssets.RawOrders", Orders, TimeSpan.FromSeconds(2)) { Rows = 17 });
        board.Apply(Retrying);

        var line = RunRegion.Lines(board, text, TestRun.Start.AddSeconds(seconds), 0, 24, isCancelling: false, 100)[0].ToString();

        line.ShouldEndWith(end);
        line.ShouldNotContain("17", Case.Sensitive, "what the failed attempt wrote is gone");
    }

    [Fact]
    public async Task Tags_of_a_run_come_with_its_first_event()
    {
        var run = new TestRun();

        (await run.RunAsync("--json", "--tag", "ticket=4711", "--tag", "by=ada=x", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);

        run.Console.OutLines[0].ShouldEndWith(",\"tags\":{\"by\":\"ada=x\",\"ticket\":\"4711\"}}");
    }

    [Fact]
    public async Task Validate_finds_settings_of_pools_that_no_asset_names()
    {
        var run = new TestRun
        {
            Shop = new() { OrderPolicies = Policies },
            Configure = builder => builder.Configuration["Dataplatform:Pools:apii"] = "3",
        };

        (await run.RunAsync("validate")).ShouldBe(ExitCodes.UserMistake);

        (run.Console.Out + run.Console.Error).ShouldContain("Dataplatform:Pools:apii sets a pool that no asset names with [Pool]. Did you mean 'api'?");
    }

    [Fact]
    public async Task The_pools_of_an_app_are_sized_by_its_configuration()
    {
        var run = new TestRun
        {
            Shop = new() { OrderPolicies = new() { Pools = [new("api", 2)] } },
            Configure = builder => builder.Configuration["Dataplatform:Pools:api"] = "none",
        };

        (await run.RunAsync("--select", "shop/raw_orders")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldContain("Dataplatform:Pools:api is 'none' in the configuration, which is not a whole number from 1 up.");
    }

    private sealed class Quiet : IAssetHook;
}
