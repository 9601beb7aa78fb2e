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

    [Fact]
    public async Task The_query_of_a_partition_has_its_key()
    {
        var run = Divided();
        (await run.RunAsync("compile", "erp/days", "--partition", "2024-01-05")).ShouldBe(ExitCodes.Done, run.Console.Error);
        (await run.RunAsync("compile", "erp/spans", "--from", "2024-01-05", "--to", "2024-01-07")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("""
            select $1::DATE as value
            -- $1 = 2024-01-05 (date)
            select $1::DATE, $2::DATE
            -- $1 = 2024-01-05 (date)
            -- $2 = 2024-01-07 (date)

            """);
    }

    [Theory]
    [InlineData("'MartAssets.Days' takes the key of a partition, so its query is that of a partition. Say which one: --partition 2024-01-01.", "erp/days")]
    [InlineData("'MartAssets.Spans' takes the keys of partitions, so its query is that of a partition. Say which one: --partition 2024-01-01.", "erp/spans")]
    [InlineData("'MartAssets.Days' makes one partition in a call, and 2 are meant. Name one of them, such as 2024-01-05.", "erp/days", "--partition", "2024-01-05", "--partition", "2024-01-06")]
    [InlineData("'erp/ledger' is not divided into partitions. Leave out --partition, --from and --to.", "erp/ledger", "--partition", "2024-01-05")]
    public async Task A_partition_is_said_where_one_is_needed_and_nowhere_else(string message, params string[] arguments)
    {
        var run = Divided();

        (await run.RunAsync(["compile", .. arguments])).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldContain(message);
    }

    private static TestRun Divided() => new() { Configure = builder => builder.AddCatalog(Marts.Catalog with { Steps = [.. Marts.Catalog.Steps, .. Marts.Divided.Steps] }) };
}
