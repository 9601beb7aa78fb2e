using System.Globalization;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>The main job on real data, judged by what the CSV files say when read by hand.</summary>
public sealed class JaffleShopTests(JaffleShopRun run) : IClassFixture<JaffleShopRun>
{
    private static readonly Seeds Csv = Seeds.Read(Path.Combine(AppProcess.RepositoryRoot, "samples/JaffleShop.Shop/seeds"));

    [Fact]
    public void Every_asset_is_materialized()
    {
        run.Materialized.ExitCode.ShouldBe(0, run.Materialized.ToString());
        var last = run.Materialized.Json[^1];
        last.GetProperty("event").GetString().ShouldBe("run_completed");
        last.GetProperty("status").GetString().ShouldBe("succeeded");
        run.Materialized.Outcomes.Keys.ShouldBe(
            [
                "shop/raw_customers", "shop/raw_orders", "shop/raw_payments",
                "shop/stg_customers", "shop/stg_orders", "shop/stg_payments",
                "marts/orders", "marts/order_history", "marts/customers", "marts/customer_segments", "marts/shop_report",
            ],
            ignoreOrder: true);
        run.Materialized.Outcomes.Values.ShouldAllBe(asset => asset.GetProperty("status").GetString() == "materialized");
        run.Materialized.Outcomes["shop/raw_orders"].GetProperty("rows").GetInt64().ShouldBe(Csv.Orders.Count);
        run.Materialized.Outcomes["shop/stg_orders"].GetProperty("rows").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, "a view has no rows of its own");
    }

    [Fact]
    public async Task Orders_are_those_of_the_files()
    {
        var rows = (await run.RunAsync("sql", "select order_id, credit_card_amount, coupon_amount, bank_transfer_amount, gift_card_amount, amount from marts.orders order by order_id", "--json")).Json;

        rows.Select(row => (row.GetProperty("order_id").GetInt64(), row.GetProperty("amount").GetDecimal()))
            .ShouldBe(Csv.Orders.OrderBy(order => order.Id).Select(order => (order.Id, Csv.Paid(order.Id, _ => true))));
        foreach (var method in new[] { "credit_card", "coupon", "bank_transfer", "gift_card" })
        {
            rows.Sum(row => row.GetProperty(method + "_amount").GetDecimal())
                .ShouldBe(Csv.Payments.Where(payment => payment.Method == method).Sum(payment => payment.Cents) / 100m, method);
        }
    }

    [Fact]
    public async Task Customers_are_those_of_the_files()
    {
        var rows = (await run.RunAsync("sql", "select * from marts.customers order by customer_id", "--json")).Json;

        rows.Count.ShouldBe(Csv.Customers.Count);
        foreach (var (row, customer) in rows.Zip(Csv.Customers.OrderBy(customer => customer.Id)))
        {
            var orders = Csv.Orders.Where(order => order.Customer == customer.Id).ToList();
            row.GetProperty("customer_id").GetInt64().ShouldBe(customer.Id);
            row.GetProperty("first_name").GetString().ShouldBe(customer.First);
            row.GetProperty("number_of_orders").GetInt64().ShouldBe(orders.Count);
            row.GetProperty("first_order").GetString().ShouldBe(orders.Select(order => order.Date).Order(StringComparer.Ordinal).FirstOrDefault());
            row.GetProperty("customer_lifetime_value").GetDecimal().ShouldBe(orders.Sum(order => Csv.Paid(order.Id, _ => true)));
        }
    }

    [Fact]
    public async Task Views_and_segments_follow()
    {
        var staged = (await run.RunAsync("sql", "select sum(amount) as total from shop.stg_payments", "--json")).Json.Single();
        var segments = (await run.RunAsync("sql", "select segment, count(*) as customers from marts.customer_segments group by all order by all", "--json")).Json;

        staged.GetProperty("total").GetDecimal().ShouldBe(Csv.Payments.Sum(payment => payment.Cents) / 100m);
        segments.Sum(row => row.GetProperty("customers").GetInt64()).ShouldBe(Csv.Customers.Count);
        segments.Single(row => row.GetProperty("segment").GetString() == "None").GetProperty("customers").GetInt64()
            .ShouldBe(Csv.Customers.Count(customer => Csv.Orders.All(order => order.Customer != customer.Id)));
    }

    [Fact]
    public async Task A_second_process_shows_the_results()
    {
        var table = await run.RunAsync("show", "marts/customers", "--limit", "3", "--json");
        var text = await run.RunAsync("show", "customers", "--limit", "3");
        var csv = await run.RunAsync("show", "customers", "--limit", "1000", "--csv");

        table.ExitCode.ShouldBe(0, table.ToString());
        table.Json.Count.ShouldBe(3);
        text.Output.ShouldContain("customer_lifetime_value");
        csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Csv.Customers.Count + 1);
    }

    [Fact]
    public async Task An_artifact_can_be_shown()
    {
        var report = await run.RunAsync("show", "shop_report");

        report.ExitCode.ShouldBe(0, report.ToString());
        report.Output.ShouldContain("BestCustomer");
        report.Output.ShouldContain(Csv.Customers.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_list_tells_where_each_asset_is_written()
    {
        var assets = (await run.RunAsync("list", "--json")).Json.ToDictionary(asset => asset.GetProperty("key").GetString()!);

        assets.Count.ShouldBe(12, "the ephemeral asset is listed too");
        var customers = assets["marts/customers"];
        customers.GetProperty("description").GetString().ShouldBe("One row per customer, with their orders and what they are worth to the shop.");
        customers.GetProperty("owners").EnumerateArray().Select(owner => owner.GetString()).ShouldBe(["team:analytics"]);
        customers.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["pii"]);
        customers.GetProperty("upstreams").EnumerateArray().Select(key => key.GetString()).ShouldBe(["marts/orders", "shop/stg_customers"], ignoreOrder: true);
        customers.GetProperty("file").GetString()!.ShouldEndWith("MartAssets.cs");
        customers.GetProperty("line").GetInt32().ShouldBeInRange(Line("Sql<Customer> Customers("), Line("Sql<Customer> Customers(") + 4);
        assets["marts/customer_segments"].GetProperty("file").GetString()!.ShouldEndWith("InsightAssets.cs", customMessage: "an async iterator is found through its state machine");
    }

    [Theory]
    [InlineData("mermaid", "flowchart")]
    [InlineData("dot", "digraph")]
    [InlineData("json", "\"nodes\"")]
    public async Task The_graph_is_drawn(string format, string expected)
    {
        var graph = await run.RunAsync("graph", "--format", format);

        graph.ExitCode.ShouldBe(0, graph.ToString());
        graph.Output.ShouldContain(expected);
        graph.Output.ShouldContain("customers");
    }

    [Fact]
    public async Task The_plan_and_the_query_can_be_read_before_anything_runs()
    {
        var plan = await run.RunAsync("plan", "--select", "+marts/customers");
        var query = await run.RunAsync("compile", "marts/orders");
        var validation = await run.RunAsync("validate");

        plan.Output.ShouldContain("marts/orders");
        plan.Output.ShouldNotContain("customer_segments");
        query.Output.ShouldContain("\"credit_card_amount\"");
        query.Output.ShouldContain("left join");
        validation.ExitCode.ShouldBe(0, validation.ToString());
    }

    [Fact]
    public async Task A_job_runs_its_selection()
    {
        using var folder = new TemporaryFolder();

        var result = await AppProcess.RunAsync(JaffleShopRun.Project, folder.Path, "materialize", "--job", "staging", "--json");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Outcomes.Keys.ShouldAllBe(key => key.StartsWith("shop/"));
    }

    [Fact]
    public async Task Query_is_read_only()
    {
        var result = await run.RunAsync("sql", "drop view marts.customers");

        result.ExitCode.ShouldBe(2, result.ToString());
        (await run.RunAsync("show", "customers")).ExitCode.ShouldBe(0);
    }

    private static int Line(string text) =>
        1 + Array.FindIndex(File.ReadAllLines(Path.Combine(AppProcess.RepositoryRoot, "samples/JaffleShop/MartAssets.cs")), line => line.Contains(text));
}
