using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>observe</c>, and what follows from it.</summary>
public sealed class ObserveTests
{
    [Fact]
    public async Task The_data_version_is_told_kept_and_shown()
    {
        var run = Run(_ => new Observation("v1") { ["bytes"] = 5 });

        (await run.RunAsync("observe")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.OutLines[0].ShouldBe("Shop · Production", "no store is needed");
        run.Console.OutLines[1].ShouldMatch("^✓ erp/payments +external +<1 ms   v1$");
        run.Console.OutLines[^1].ShouldMatch("^1 observed, 0 failed in");
        run.Store.IsOpen.ShouldBeFalse();
        run.Clock.Advance(TimeSpan.FromMinutes(5));
        var status = await OutputAsync(run, "status", "--select", "erp/payments");
        status.ShouldMatch("erp/payments  external +observed 5 m ago: v1");
        var json = await OutputAsync(run, "status", "--select", "erp/payments", "--json");
        json.ShouldContain("\"status\":\"not_kept\"");
        json.ShouldContain("\"data_version\":\"v1\",\"observed\":\"2024-05-17T08:30:00.000Z\"");
    }

    [Fact]
    public async Task Programs_get_an_event_for_each()
    {
        var run = Run(_ => new Observation("v1") { ["bytes"] = 5 });

        (await run.RunAsync("observe", "--select", "erp/payments", "--json")).ShouldBe(ExitCodes.Done);

        TestRun.Scrub(run.Console.Out).ShouldContain(
            "{\"event\":\"asset_observed\",\"run_id\":\"<run>\",\"time\":\"2024-05-17T08:30:00.000Z\",\"key\":\"erp/payments\",\"data_version\":\"v1\",\"duration_ms\":0,\"metadata\":{\"bytes\":{\"type\":\"integer\",\"value\":5}}}");
        run.Console.OutLines[^1].ShouldBe("""{"event":"run_completed","status":"succeeded","assets":[{"key":"erp/payments","status":"observed","rows":null,"duration_ms":0,"reason":null}]}""");
    }

    [Fact]
    public async Task What_has_read_other_data_is_stale_and_computed_anew()
    {
        var version = "v1";
        var run = Run(_ => version);
        await run.RunAsync("observe");
        (await run.With().RunAsync("materialize", "--json")).ShouldBe(ExitCodes.Done);
        (await OutputAsync(run, "plan", "--stale")).ShouldBe("Everything is fresh.\n");

        version = "v2";
        await run.With().RunAsync("observe");

        (await OutputAsync(run, "plan", "--stale")).ShouldContain("stale: erp/payments has changed since");
        var work = await OutputAsync(run, "materialize", "--stale", "--json");
        work.ShouldContain("\"key\":\"erp/ledger\"");
        work.ShouldNotContain("\"key\":\"shop/raw_orders\"");
        (await OutputAsync(run, "materialize", "--stale")).ShouldBe("Everything is fresh.\n");
    }

    [Fact]
    public async Task A_failure_is_told_with_how_to_try_again_and_stays_in_status()
    {
        var run = Run(_ => throw new InvalidOperationException("The ERP is closed."));

        (await run.RunAsync("observe")).ShouldBe(ExitCodes.RunFailed);

        run.Console.Out.ShouldContain("0 observed, 1 failed");
        run.Console.OutLines[^1].ShouldBe("1 asset was not observed. Once it is mended: observe --select \"erp/payments\"");
        (await OutputAsync(run, "status", "--select", "erp/payments")).ShouldContain("failed: The ERP is closed.");
    }

    [Fact]
    public async Task A_run_of_observations_is_listed_shown_and_resumed()
    {
        var isOpen = false;
        var run = Run(_ => isOpen ? "v1" : throw new InvalidOperationException("The ERP is closed."));
        await run.RunAsync("observe");
        isOpen = true;

        var resume = await OutputAsync(run, "runs", "resume");

        resume.ShouldContain("1 observed, 0 failed");
        (await OutputAsync(run, "runs", "list")).ShouldContain("1 of 1");
        (await OutputAsync(run, "runs", "show")).ShouldMatch("erp/payments +observed +<1 ms +v1");
        (await OutputAsync(run, "logs")).ShouldContain("done   erp/payments: observed: v1");
        (await OutputAsync(run, "runs", "list", "--json")).Split('\n')[0].ShouldContain("\"observed\":1");
    }

    [Theory]
    [InlineData("erp/rates", "Nothing to observe: 'erp/rates' has no observer. Write a method with [Observe] that returns its data version.\n")]
    [InlineData("shop/raw_orders", "Nothing to observe: no selected asset is external.\n")]
    [InlineData("erp/rates and shop/raw_orders", "Nothing to observe: the selection is empty.\n")]
    public async Task A_selection_without_observers_says_why(string selection, string message)
    {
        var run = Run(_ => "v1");

        (await run.RunAsync("observe", "--select", selection)).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldBe(message);
    }

    [Fact]
    public async Task An_app_without_external_assets_says_so()
    {
        var run = new TestRun();

        (await run.RunAsync("observe")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldBe("Nothing to observe: no asset of the app is external.\n");
    }

    [Fact]
    public async Task Validate_finds_what_an_observer_lacks()
    {
        var catalog = Marts.Observed(_ => "v1");
        var run = new TestRun { Configure = builder => builder.AddCatalog(catalog with { Observers = [catalog.Observers[0] with { Resources = [new(typeof(IFormatProvider), null, "erp")] }] }) };

        (await run.RunAsync("validate")).ShouldBe(ExitCodes.UserMistake);

        (run.Console.Out + run.Console.Error).ShouldContain("No service 'IFormatProvider' is registered; MartAssets.PaymentsVersion (erp) takes it.");
    }

    private static TestRun Run(Func<Catalog.StepInvocation, Observation?> payments) => new() { Configure = builder => builder.AddCatalog(Marts.Observed(payments)) };

    private static async Task<string> OutputAsync(TestRun run, params string[] args)
    {
        var again = run.With();
        (await again.RunAsync(args)).ShouldBe(ExitCodes.Done, again.Console.Error);
        return again.Console.Out;
    }
}
