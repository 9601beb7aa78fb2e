using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class NothingToComputeTests
{
    [Theory]
    [InlineData("erp/order_payments", "Nothing to compute: 'erp/order_payments' is ephemeral: it is written into its readers (erp/ledger).\n")]
    [InlineData("erp/payments", "Nothing to compute: 'erp/payments' is external: somebody else makes it.\n")]
    [InlineData("group:erp and group:marts", "Nothing to compute: the selection is empty.\n")]
    [InlineData(
        "erp/payments or erp/order_payments",
        "Nothing to compute:\n  'erp/order_payments' is ephemeral: it is written into its readers (erp/ledger).\n  'erp/payments' is external: somebody else makes it.\n")]
    public async Task A_selection_that_computes_nothing_says_why(string selection, string message)
    {
        foreach (var verb in new[] { "materialize", "plan" })
        {
            var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
            (await run.RunAsync(verb, "--select", selection)).ShouldBe(ExitCodes.Done);
            string.Join('\n', run.Console.OutLines.Order(StringComparer.Ordinal)).ShouldBe(
                string.Join('\n', message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)), verb);
        }
    }

    [Fact]
    public async Task Programs_get_the_events_of_an_empty_run()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        (await run.RunAsync("--select", "erp/payments", "--json")).ShouldBe(ExitCodes.Done);
        run.Console.OutLines[^1].ShouldBe("""{"event":"run_completed","status":"succeeded","assets":[]}""");
    }
}
