using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class CompileTests
{
    [Fact]
    public async Task The_query_of_a_table_names_what_its_inputs_stand_for()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        (await run.RunAsync("compile", "erp/ledger")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("""
            -- "raw_orders" = "shop"."raw_orders"
            -- "payments" = "erp"."pay ments"
            -- "rates" = the query of erp/rates: compile erp/rates
            -- "order_payments" = the query of erp/order_payments: compile erp/order_payments
            select value from "raw_orders", "payments", "rates", "order_payments" where method = $1::TEXT and value > $2::INT64
            -- $1 = 'cash ''n'' carry' (text)
            -- $2 = 2 (int64)

            """);
    }

    [Fact]
    public async Task The_named_verbs_show_those_queries()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        (await run.RunAsync("compile", "erp/order_payments")).ShouldBe(ExitCodes.Done, run.Console.Error);
        (await run.RunAsync("compile", "erp/rates")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("select * from \"erp\".\"pay ments\"\nselect 1 as value\n");
    }
}
