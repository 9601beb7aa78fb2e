using System.Text.RegularExpressions;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Events;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>The verbs that look at what ran: <c>runs</c>, <c>logs</c>, <c>state</c>, <c>status</c>.</summary>
public sealed partial class RunsTests
{
    private static readonly Shop Failing = new() { OnRawOrders = _ => throw new InvalidOperationException("The shop is closed.") };

    [Theory]
    [InlineData("runs list")]
    [InlineData("state rebuild")]
    public async Task Before_anything_ran_the_log_is_left_unmade(string args)
    {
        var run = new TestRun();

        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.Done);

        run.Console.Error.ShouldStartWith("Nothing has run yet: there is no event log at ");
        Directory.Exists(run.StateFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Runs_are_listed_with_the_latest_first()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");
        run.Clock.Advance(TimeSpan.FromHours(3));
        await run.RunAsync("materialize", "--select", "raw_customers", "--json");
        var failing = run.With(Failing);
        await failing.RunAsync("materialize", "--json");
        run.Clock.Advance(TimeSpan.FromMinutes(5));

        var list = run.With();
        (await list.RunAsync("runs", "list")).ShouldBe(ExitCodes.Done, list.Console.Error);

        Approved.Match(Scrub(list.Console.Out), "runs-list");
    }

    [Fact]
    public async Task A_run_is_shown_with_what_became_of_each_asset()
    {
        var run = new TestRun { Shop = Failing };
        await run.RunAsync("materialize", "--json");
        run.Clock.Advance(TimeSpan.FromSeconds(42));

        var show = run.With();
        (await show.RunAsync("runs", "show")).ShouldBe(ExitCodes.Done, show.Console.Error);

        Approved.Match(Scrub(show.Console.Out), "runs-show");
    }

    [Fact]
    public async Task A_run_that_failed_is_resumed_where_it_failed()
    {
        var run = new TestRun { Shop = Failing };
        (await run.RunAsync("materialize", "--json")).ShouldBe(ExitCodes.RunFailed);

        var resume = run.With(new Shop());
        (await resume.RunAsync("runs", "resume", "--json")).ShouldBe(ExitCodes.Done, resume.Console.Error);

        resume.Console.Out.ShouldNotContain("\"assets\":[\"shop/raw_customers\"]", Case.Sensitive, "what was published is not done again");
        resume.Console.Out.ShouldContain("\"assets\":[\"shop/raw_orders\"]");
        var again = run.With(new Shop());
        (await again.RunAsync("runs", "resume")).ShouldBe(ExitCodes.Done);
        Scrub(again.Console.Out).ShouldBe("Nothing is left of run <run>: it has succeeded and everything it planned is published.\n");
    }

    [Fact]
    public async Task A_run_that_nobody_knows_is_a_mistake()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var show = run.With();
        (await show.RunAsync("runs", "show", "zzz")).ShouldBe(ExitCodes.UserMistake);

        show.Console.Error.ShouldBe("error: There is no run 'zzz'. 'runs list' shows the runs; 'latest' is the last one.\n");
        var cancel = run.With();
        (await cancel.RunAsync("runs", "cancel")).ShouldBe(ExitCodes.UserMistake);
        Scrub(cancel.Console.Error).ShouldBe("error: Run <run> does not run: it has succeeded.\n");
    }

    [Fact]
    public async Task What_steps_log_is_kept_whatever_the_console_shows()
    {
        var run = new TestRun
        {
            Shop = new Shop
            {
                OnRawOrders = step =>
                {
                    step.Context.Logger.LogInformation("asking for {Count} orders", 3);
                    step.Context.Logger.LogWarning(new InvalidOperationException("slow"), "asking again");
                    step.Context.Logger.LogDebug("not kept");
                    return step.RowsAsync<long>(0, [1, 2, 3]);
                },
            },
        };
        await run.RunAsync("materialize", "--select", "raw_orders", "--json");

        var logs = run.With();
        (await logs.RunAsync("logs")).ShouldBe(ExitCodes.Done, logs.Console.Error);

        logs.Console.OutLines.ShouldBe(
        [
            "2024-05-17T08:30:00.000Z start  shop/raw_orders: began",
            "2024-05-17T08:30:00.000Z info   shop/raw_orders: asking for 3 orders",
            "2024-05-17T08:30:00.000Z warn   shop/raw_orders: asking again",
            "    System.InvalidOperationException: slow",
            "2024-05-17T08:30:00.000Z done   shop/raw_orders: published 3 rows after 0.000 s",
        ]);
        Directory.GetFiles(Path.Combine(run.StateFolder, "logs")).ShouldHaveSingleItem().ShouldEndWith(".log.gz");
    }

    [Fact]
    public async Task The_log_of_one_asset_can_be_seen_by_itself()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");

        var logs = run.With();
        (await logs.RunAsync("logs", "latest", "--asset", "raw_customers")).ShouldBe(ExitCodes.Done, logs.Console.Error);

        logs.Console.OutLines.Length.ShouldBe(2);
        logs.Console.OutLines.ShouldAllBe(line => line.Contains("shop/raw_customers: "));
    }

    [Fact]
    public async Task A_rebuilt_state_is_the_same()
    {
        var run = new TestRun { Shop = Failing };
        await run.RunAsync("materialize", "--json");
        var before = run.With();
        await before.RunAsync("runs", "list", "--json");

        var rebuild = run.With();
        (await rebuild.RunAsync("state", "rebuild")).ShouldBe(ExitCodes.Done, rebuild.Console.Error);
        var after = run.With();
        await after.RunAsync("runs", "list", "--json");

        rebuild.Console.Out.ShouldMatch("^Rebuilt from [0-9]+ events of ");
        after.Console.Out.ShouldBe(before.Console.Out);
    }

    [Fact]
    public async Task The_status_says_what_is_fresh_stale_or_missing_and_why()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");
        run.Clock.Advance(TimeSpan.FromMinutes(7));
        await run.With(Failing).RunAsync("materialize", "--select", "raw_orders", "--json");
        await run.With().RunAsync("materialize", "--select", "raw_customers", "--json");

        var status = run.With();
        (await status.RunAsync("status")).ShouldBe(ExitCodes.Done, status.Console.Error);

        Approved.Match(status.Console.Out, "status");
    }

    [Fact]
    public async Task Only_what_is_stale_is_computed()
    {
        var run = new TestRun();
        await run.RunAsync("materialize", "--json");
        await run.With().RunAsync("materialize", "--select", "raw_customers", "--json");

        var plan = run.With();
        (await plan.RunAsync("plan", "--stale")).ShouldBe(ExitCodes.Done, plan.Console.Error);
        var stale = run.With();
        (await stale.RunAsync("materialize", "--stale", "--json")).ShouldBe(ExitCodes.Done, stale.Console.Error);
        var nothing = run.With();
        (await nothing.RunAsync("materialize", "--stale")).ShouldBe(ExitCodes.Done, nothing.Console.Error);

        plan.Console.Out.ShouldContain("stale: shop/raw_customers has changed since");
        stale.Console.Out.ShouldContain("\"assets\":[\"shop/customer_orders\"]");
        stale.Console.Out.ShouldNotContain("\"assets\":[\"shop/raw_orders\"]");
        nothing.Console.Out.ShouldBe("Everything is fresh.\n");
    }

    [Fact]
    public async Task Old_runs_are_deleted_and_the_latest_facts_stay()
    {
        var run = new TestRun { Configure = builder => builder.Configuration["Dataplatform:Retention:Days"] = "2" };
        await run.RunAsync("materialize", "--json");
        run.Clock.Advance(TimeSpan.FromDays(3));
        await run.With().RunAsync("materialize", "--select", "raw_customers", "--json");

        var list = run.With();
        await list.RunAsync("runs", "list", "--json");
        var status = run.With();
        await status.RunAsync("status", "--select", "raw_orders", "--json");

        list.Console.OutLines.ShouldHaveSingleItem();
        status.Console.Out.ShouldContain("\"status\":\"fresh\"");
        Directory.GetFiles(Path.Combine(run.StateFolder, "logs")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_setting_without_sense_is_named()
    {
        var run = new TestRun { Configure = builder => builder.Configuration["Dataplatform:MaxRuns"] = "many" };

        (await run.RunAsync("materialize")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe("error: The setting Dataplatform:MaxRuns takes a whole number from 1 up, not 'many'.\n");
    }

    private static string Scrub(string output) => Digits().Replace(output, match => match.Length == 32 ? "<the whole id of the run>" : "<run>");

    [GeneratedRegex("\\b([0-9a-f]{32}|[0-9a-f]{8})\\b")]
    private static partial Regex Digits();
}
