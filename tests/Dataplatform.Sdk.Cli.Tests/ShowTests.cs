using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class ShowTests
{
    private static readonly QueryColumn[] Columns =
    [
        new("id", "BIGINT"), new("name", "VARCHAR"), new("amount", "DECIMAL(12,2)"), new("ratio", "DOUBLE"), new("day", "DATE"),
        new("at", "TIMESTAMP WITH TIME ZONE"), new("ok", "BOOLEAN"), new("name", "VARCHAR"),
    ];

    private static readonly IReadOnlyList<object?>[] Rows =
    [
        [1L, "Ada", 9.50m, 0.5, new DateOnly(2024, 1, 31), new DateTimeOffset(2024, 1, 31, 8, 0, 0, 125, TimeSpan.FromHours(1)), true, ""],
        [22L, "日本, \"太郎\"", -1234.00m, double.NaN, null, null, false, null],
        [333L, "two\nlines", 0m, 1e300, new DateOnly(1, 1, 1), null, null, "x"],
    ];

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Rows_are_shown_as_asked(string format)
    {
        var run = Answering();
        (await run.RunAsync(["sql", "from x", .. format == "table" ? Array.Empty<string>() : [$"--{format}"]])).ShouldBe(ExitCodes.Done);
        Approved.Match(run.Console.Out, $"rows-{format}");
        run.Store.Queries.ShouldBe(["from x"]);
    }

    [Fact]
    public async Task A_bare_name_is_enough_when_only_one_asset_has_it()
    {
        var run = Answering();
        await run.RunAsync("materialize", "--select", "shop/raw_orders");
        (await run.RunAsync("show", "raw_orders")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Store.Queries.ShouldBe(["from \"shop\".\"raw_orders\" limit 21"]);
    }

    [Fact]
    public async Task A_table_says_that_there_are_more_rows()
    {
        var run = Answering();
        await run.RunAsync("materialize", "--select", "shop/raw_orders");
        await run.RunAsync("show", "raw_orders", "--limit", "2");
        run.Console.OutLines[^1].ShouldBe("first 2 rows");
        await run.RunAsync("show", "raw_orders", "--limit", "3");
        run.Console.OutLines[^1].ShouldBe("3 rows");
    }

    [Fact]
    public async Task Programs_get_just_the_rows_they_ask_for()
    {
        var run = Answering();
        await run.RunAsync("materialize", "--select", "shop/raw_orders");
        await run.RunAsync("show", "raw_orders", "--limit", "2", "--json");
        run.Store.Queries.ShouldBe(["from \"shop\".\"raw_orders\" limit 2"]);
    }

    [Fact]
    public async Task A_value_is_shown_as_json()
    {
        var run = new TestRun();
        await run.RunAsync();
        (await run.RunAsync("show", "report")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldEndWith("{\n  \"text\": \"done\",\n  \"pages\": [\n    1,\n    2\n  ]\n}\n");
    }

    [Fact]
    public async Task A_value_has_no_csv()
    {
        var run = new TestRun();
        await run.RunAsync();
        (await run.RunAsync("show", "report", "--csv")).ShouldBe(ExitCodes.UserMistake);
    }

    [Theory]
    [InlineData("show raw_orders", "'shop/raw_orders' was never materialized: there is no database at /data/shop.duckdb yet. Run: materialize --select shop/raw_orders")]
    [InlineData("show erp/rates", "'erp/rates' cannot be shown: there is no database at /data/shop.duckdb yet. Run: materialize")]
    [InlineData("sql select", "There is no database at /data/shop.duckdb yet. Run: materialize")]
    public async Task Reading_creates_no_store(string args, string message)
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        (run.Store.Exists, run.Store.Description) = (false, "/data/shop.duckdb");
        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldBe($"error: {message}\n");
        run.Store.IsOpen.ShouldBeFalse();
    }

    [Theory]
    [InlineData("payments", "Table with name pay ments does not exist!", "The relation \"erp\".\"pay ments\" of the external asset 'erp/payments' does not exist (store: in memory). Have it made there, or correct 'MartAssets.Payments'.")]
    [InlineData("payments", "Out of luck.", "The external asset 'erp/payments' ('MartAssets.Payments') cannot be read. Out of luck.")]
    [InlineData("rates", "Table with name x does not exist!", "The external asset 'erp/rates' ('MartAssets.Rates') cannot be read. Table with name x does not exist!")]
    public async Task An_external_asset_that_cannot_be_read_is_named(string asset, string refusal, string message)
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        run.Store.Answer = _ => throw new DataplatformException(refusal);
        (await run.RunAsync("show", asset)).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldBe($"error: {message}\n");
    }

    [Fact]
    public async Task One_format_at_a_time()
    {
        var run = Answering();
        (await run.RunAsync("sql", "from x", "--json", "--csv")).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldBe("error: Give either --json or --csv.\n");
    }

    private static TestRun Answering()
    {
        var run = new TestRun();
        run.Store.Answer = _ => new FakeResult(Columns, Rows);
        return run;
    }
}
