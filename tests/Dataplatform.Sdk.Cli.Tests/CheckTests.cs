using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>check</c> and <c>checks</c>, and what a run says of checks.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task A_run_tells_how_the_checks_of_its_assets_went()
    {
        var run = Run(_ => CheckResult.Pass(), severity: CheckSeverity.Error);

        (await run.RunAsync("materialize", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.Out.ShouldMatch(@"✓ shop/raw_orders .* 1 check\n");
    }

    [Fact]
    public async Task A_blocking_failure_is_told_with_where_to_look_and_nothing_is_published()
    {
        var run = Run(_ => Wrong, CheckSeverity.Error);

        (await run.RunAsync("materialize", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.RunFailed);

        run.Console.Out.ShouldContain("The blocking check orders_are_known: 2 rows are wrong. Nothing was published; see 'checks show shop/raw_orders'.");
        run.Console.OutLines[^2].ShouldMatch("^0 materialized, 1 failed in");
        (await OutputAsync(run, "status", "--select", "shop/raw_orders")).ShouldMatch("shop/raw_orders +missing");
        var shown = await OutputAsync(run, "checks", "show", "raw_orders");
        shown.ShouldContain("shop/raw_orders orders_are_known  failed\n  is for        Orders are known to somebody.\n  kind          blocking\n");
        shown.ShouldMatch(@"  found         2 rows are wrong\.\n  failing_rows  2\n\nid  note *\n──  ──── *\n1   null *\n2   b *\n");
    }

    [Fact]
    public async Task A_warning_is_told_after_the_run_which_succeeds()
    {
        var run = Run(_ => Wrong, CheckSeverity.Warning);

        (await run.RunAsync("materialize", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldContain("1 of 1 check failed");
        run.Console.Out.ShouldContain("\n! shop/raw_orders orders_are_known: 2 rows are wrong.\n  see 'checks show shop/raw_orders'\n\n1 materialized, 0 failed in");
        (await OutputAsync(run, "checks", "list")).ShouldMatch("shop/raw_orders  orders_are_known  warning  warned  just now  2 rows are wrong.");
        (await OutputAsync(run, "logs")).ShouldContain("warn   shop/raw_orders: check orders_are_known failed: 2 rows are wrong.");
    }

    [Fact]
    public async Task What_is_published_is_checked_and_stays_as_it_is()
    {
        var isWrong = false;
        var run = Run(_ => isWrong ? Wrong : CheckResult.Pass("All is well."), CheckSeverity.Error);
        await run.RunAsync("materialize", "--select", "shop/raw_orders");
        (await OutputAsync(run, "check")).ShouldContain("1 checked, 0 failed in");
        isWrong = true;

        var again = run.With();
        (await again.RunAsync("check")).ShouldBe(ExitCodes.RunFailed);

        again.Console.Out.ShouldMatch(@"✗ shop/raw_orders .* 1 of 1 check failed\n\n✗ shop/raw_orders orders_are_known: 2 rows are wrong.\n  see 'checks show shop/raw_orders'\n\n1 checked, 1 failed in");
        (await OutputAsync(run, "status", "--select", "shop/raw_orders")).ShouldMatch("shop/raw_orders +fresh");
        (await OutputAsync(run, "runs", "show")).ShouldMatch("shop/raw_orders +checks failed");
        var resume = run.With();
        (await resume.RunAsync("runs", "resume")).ShouldBe(ExitCodes.UserMistake);
        resume.Console.Error.ShouldContain("only checked what is published, and leaves nothing to go on with. Check again: check --select \"*\".");
    }

    [Fact]
    public async Task What_was_never_published_has_nothing_to_check()
    {
        var run = Run(_ => Wrong, CheckSeverity.Error);

        (await run.RunAsync("check")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldMatch("– shop/raw_orders +was never published");
    }

    [Fact]
    public async Task Programs_get_an_event_for_each_check()
    {
        var run = Run(_ => Wrong, CheckSeverity.Warning);
        await run.RunAsync("materialize", "--select", "shop/raw_orders", "--json");

        var events = TestRun.Scrub(run.Console.Out);

        events.ShouldContain(
            "{\"event\":\"check_evaluated\",\"run_id\":\"<run>\",\"time\":\"2024-05-17T08:30:00.000Z\",\"key\":\"shop/raw_orders\",\"check\":\"orders_are_known\",\"passed\":false,\"severity\":\"warning\",\"blocking\":true,\"message\":\"2 rows are wrong.\",\"version\":");
        events.ShouldContain("\"evidence\":{\"columns\":[\"id\",\"note\"],\"rows\":[[\"1\",null],[\"2\",\"b\"]]}}");
        (await OutputAsync(run, "checks", "list", "--json")).ShouldStartWith("{\"key\":\"shop/raw_orders\",\"check\":\"orders_are_known\",\"severity\":\"warning\",\"blocking\":true,\"description\":\"Orders are known to somebody.\",\"status\":\"failed\"");
    }

    [Theory]
    [InlineData("checks show raw_orders --check orders_are_knwon", "'shop/raw_orders' has no check 'orders_are_knwon'. Did you mean 'orders_are_known'?")]
    [InlineData("checks show erp/ledger", "'erp/ledger' has no checks. Write a method with [AssetCheck]")]
    public async Task A_mistake_is_told_with_what_was_meant(string arguments, string message)
    {
        var run = Run(_ => true, CheckSeverity.Error);

        (await run.RunAsync(arguments.Split(' '))).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_selection_without_checks_says_so()
    {
        var run = Run(_ => true, CheckSeverity.Error);

        (await run.RunAsync("check", "--select", "erp/ledger")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldStartWith("Nothing to check: 'erp/ledger' has no checks.");
    }

    private static CheckResult Wrong => new(false)
    {
        Message = "2 rows are wrong.",
        Evidence = new MetadataValue.Table(["id", "note"], [["1", null], ["2", "b"]]),
        Metadata = new Dictionary<string, MetadataValue> { ["failing_rows"] = 2 },
    };

    private static TestRun Run(Func<StepInvocation, CheckResult> check, CheckSeverity severity) => new()
    {
        Configure = builder => builder.AddCatalog(Marts.Catalog with
        {
            Checks =
            [
                new StepDefinition
                {
                    DeclaringType = typeof(CheckTests),
                    Method = "OrdersAreKnown",
                    Checks = new(new("shop/raw_orders"), "orders_are_known") { Severity = severity, Description = "Orders are known to somebody." },
                    Outputs = [],
                    Invoke = call => call.CheckedAsync(check(call)),
                },
            ],
        }),
    };

    private static async Task<string> OutputAsync(TestRun run, params string[] args)
    {
        var again = run.With();
        (await again.RunAsync(args)).ShouldBe(ExitCodes.Done, again.Console.Error);
        return again.Console.Out;
    }
}
