using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.EventLog;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>report</c>: what others have made.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task What_was_made_elsewhere_is_shown_and_makes_its_readers_stale()
    {
        var run = Run();
        await run.RunAsync("report", "payments", "--data-version", "v1");
        await run.With().RunAsync("materialize", "--json");
        (await OutputAsync(run, "plan", "--stale")).ShouldBe("Everything is fresh.\n");

        (await OutputAsync(run, "report", "erp/payments", "--data-version", "v2")).ShouldBe("Reported erp/payments with the data version v2.\n");

        run.Clock.Advance(TimeSpan.FromMinutes(3));
        (await OutputAsync(run, "status", "--select", "erp/payments")).ShouldMatch("erp/payments  external  3 m ago +reported 3 m ago: v2");
        (await OutputAsync(run, "status", "--select", "erp/ledger", "--json")).ShouldContain("\"reason\":\"erp/payments has changed since\"");
        (await OutputAsync(run, "report", "erp/payments", "--data-version", "v1")).ShouldNotBeEmpty();
        (await OutputAsync(run, "plan", "--stale")).ShouldBe("Everything is fresh.\n", "the data is that which was read");
    }

    [Fact]
    public async Task Without_a_data_version_the_data_is_new_each_time()
    {
        var run = Run();
        await run.RunAsync("report", "payments");
        await run.With().RunAsync("materialize", "--json");

        (await OutputAsync(run, "report", "payments")).ShouldBe("Reported erp/payments.\n");

        (await OutputAsync(run, "plan", "--stale")).ShouldContain("stale: erp/payments has changed since");
        (await OutputAsync(run, "status", "--select", "payments")).ShouldContain("reported just now\n");
    }

    [Fact]
    public async Task Facts_keep_the_type_in_which_they_are_written()
    {
        var run = Run();

        await OutputAsync(run, "report", "payments", "--metadata", "rows=4711", "--metadata", "share=0.5", "--metadata", "whole=true", "--metadata", "zip=01067", "--metadata", "note=a=b", "--metadata", "empty=");

        await using var log = new SqliteEventLog(Path.Combine(run.StateFolder, "events.db"));
        await log.OpenAsync(CancellationToken.None);
        var facts = (await log.AssetsAsync(CancellationToken.None)).ShouldHaveSingleItem().Observed!.Metadata;
        facts["rows"].ShouldBe(new MetadataValue.Integer(4711));
        facts["share"].ShouldBe(new MetadataValue.Number(0.5));
        facts["whole"].ShouldBe(new MetadataValue.Boolean(true));
        facts["zip"].ShouldBe(new MetadataValue.Text("01067"));
        facts["note"].ShouldBe(new MetadataValue.Text("a=b"));
        facts["empty"].ShouldBe(new MetadataValue.Text(string.Empty));
    }

    [Theory]
    [InlineData("report raw_orders", "'shop/raw_orders' is made by this app ('ShopAssets.RawOrders'), which knows what its runs have made. Only external assets are reported.")]
    [InlineData("report large_orders", "'shop/large_orders' is made by this app ('ShopAssets.LargeOrders'), which knows what its runs have made. Only external assets are reported.")]
    [InlineData("report payment", "There is no asset 'payment'. Did you mean 'erp/payments'?")]
    [InlineData("report", "'report' needs an asset: report <asset>.")]
    [InlineData("report payments --data-version ~", "'--data-version' is empty. Write any text that is another one when the data is, or leave it out if the data is new.")]
    [InlineData("report payments --metadata rows", "'--metadata' takes name=value, such as rows=4711, not 'rows'.")]
    [InlineData("report payments --metadata a=1 --metadata a=2", "'--metadata' names 'a' twice. A fact has one value.")]
    public async Task A_mistake_is_told_in_one_line(string args, string message)
    {
        var run = Run();

        (await run.RunAsync([.. args.Split(' ').Select(arg => arg.Replace('~', ' '))])).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe($"error: {message}\n");
    }

    private static TestRun Run() => new() { Configure = builder => builder.AddCatalog(Marts.Catalog) };

    private static async Task<string> OutputAsync(TestRun run, params string[] args)
    {
        var again = run.With();
        (await again.RunAsync(args)).ShouldBe(ExitCodes.Done, again.Console.Error);
        return again.Console.Out;
    }
}
