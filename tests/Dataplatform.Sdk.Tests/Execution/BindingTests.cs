using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>How a step sees its inputs, and how queries reach the store.</summary>
public sealed class BindingTests
{
    private static Catalog.AssetDefinition Ephemeral(Catalog.AssetDefinition asset) => asset with { As = Materialize.Ephemeral };

    private static Catalog.AssetDefinition View(Catalog.AssetDefinition asset) => asset with { As = Materialize.View };

    private static Catalog.AssetDefinition InLake(Catalog.AssetDefinition asset) => asset with { Store = "lake" };

    [Fact]
    public async Task A_table_asset_reads_its_inputs_by_their_names_and_takes_parameters()
    {
        var run = new TestRun(new TestCatalog().Rows("raw/orders")
            .Query("marts/large", step => $"select * from {step.Table<Item>(0)} where id > {10L}", ["raw/orders"]));

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Store.Published[new("marts/large")].Query.ShouldBe("select * from \"orders\" where id > $1::int64 [10]");
        run.Store.Log.ShouldContain("TestAssets.MartsLarge binds orders: raw/orders");
    }

    [Fact]
    public async Task A_view_reads_public_names_with_literals_and_binds_nothing()
    {
        var run = new TestRun(new TestCatalog().Rows("raw/orders")
            .Query("marts/large", step => $"select * from {step.Table<Item>(0)} where id > {10L}", ["raw/orders"], View));

        (await run.ExecuteAsync()).Of("marts/large").Rows.ShouldBeNull();

        run.Store.Published[new("marts/large")].Query.ShouldBe("select * from \"raw\".\"orders\" where id > CAST('10' AS int64)");
        run.Store.Log.ShouldNotContain(line => line.StartsWith("TestAssets.MartsLarge binds"));
    }

    [Fact]
    public async Task An_ephemeral_asset_is_written_into_its_reader_and_nested_ones_become_expressions()
    {
        var run = new TestRun(new TestCatalog().Rows("raw/orders").Rows("raw/more")
            .Query("stg/one", step => $"select * from {step.Table<Item>(0)} where id > {1}", ["raw/orders"], Ephemeral)
            .Query("stg/two", step => $"select * from {step.Table<Item>(0)} union all from {step.Table<Item>(1)};", ["stg/one", "raw/more"], Ephemeral)
            .Query("marts/all", step => $"from {step.Table<Item>(0)} x join {step.Table<Item>(1)} y", ["stg/two", "stg/one"]));

        (await run.ExecuteAsync()).Lines().ShouldBe(["raw/more Materialized", "raw/orders Materialized", "marts/all Materialized"]);

        run.Store.Log.ShouldContain(
            "TestAssets.MartsAll binds two inline: with \"stg/one\" as (\nselect CAST(\"id\" AS int64) AS \"id\" from (\nselect * from \"raw\".\"orders\" where id > CAST('1' AS int32)\n)\n) select * from (\nselect * from \"stg/one\" union all from \"raw\".\"more\"\n)");
        run.Store.Log.ShouldContain("TestAssets.MartsAll binds one inline: select * from \"raw\".\"orders\" where id > CAST('1' AS int32)");
        run.Store.Published[new("marts/all")].Query.ShouldBe("from \"two\" x join \"one\" y");
    }

    [Fact]
    public async Task A_view_over_ephemeral_and_external_assets_stands_alone()
    {
        var run = new TestRun(new TestCatalog()
            .External("erp/table", () => External.Table("erp", "t"))
            .External("erp/files", () => External.Query($"from 'lake/*.parquet'"))
            .Query("stg/one", step => $"from {step.Table<Item>(0)}", ["erp/files"], Ephemeral)
            .Query("marts/all", step => $"from {step.Table<Item>(0)}, {step.Table<Item>(1)}", ["stg/one", "erp/table"], View));

        (await run.ExecuteAsync()).Lines().ShouldBe(["marts/all Materialized"]);

        run.Store.Published[new("marts/all")].Query.ShouldBe(
            "with \"erp/files\" as (\nselect CAST(\"id\" AS int64) AS \"id\" from (\nfrom 'lake/*.parquet'\n)\n), \"stg/one\" as (\nselect CAST(\"id\" AS int64) AS \"id\" from (\nfrom \"erp/files\"\n)\n) select * from (\nfrom \"stg/one\", \"erp\".\"t\"\n)");
    }

    [Fact]
    public async Task What_is_written_into_a_query_has_the_types_of_its_contract_and_may_end_in_a_comment()
    {
        var run = new TestRun(new TestCatalog()
            .Query("stg/one", _ => $"select 1::integer as id -- small", with: Ephemeral)
            .Query("marts/all", step => $"select id * 1000000000 from {step.Table<Item>(0)} -- large", ["stg/one"], View));

        (await run.ExecuteAsync()).Lines().ShouldBe(["marts/all Materialized"]);

        run.Store.Published[new("marts/all")].Query.ShouldBe(
            "with \"stg/one\" as (\nselect CAST(\"id\" AS int64) AS \"id\" from (\nselect 1::integer as id -- small\n)\n) select * from (\nselect id * 1000000000 from \"stg/one\" -- large\n)");
    }

    [Fact]
    public async Task A_chain_of_ephemeral_assets_may_be_long()
    {
        const int Length = 20_000;
        var catalog = new TestCatalog().Query("a/x0", _ => $"select 1 as id", with: Ephemeral);
        for (var i = 1; i < Length; i++)
        {
            catalog.Query($"a/x{i}", step => $"from {step.Table<Item>(0)}", [$"a/x{i - 1}"], Ephemeral);
        }

        var run = new TestRun(catalog.Query("b/view", step => $"from {step.Table<Item>(0)}", [$"a/x{Length - 1}"], View));

        (await run.ExecuteAsync()).Lines().ShouldBe(["b/view Materialized"]);

        run.Store.Published[new("b/view")].Query!.Split(" as (\n").Length.ShouldBe(Length + 1);
    }

    [Fact]
    public async Task External_assets_are_bound_where_they_are()
    {
        var run = new TestRun(new TestCatalog()
            .External("erp/table", () => External.Table("erp", "t"))
            .External("erp/files", () => External.Query($"from 'lake/*.parquet'"))
            .Rows("a/x", ["erp/table", "erp/files"]));

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Store.Log.Take(2).ShouldBe(["TestAssets.AX binds table foreign: erp.t", "TestAssets.AX binds files inline: from 'lake/*.parquet'"]);
    }

    [Fact]
    public async Task An_input_of_another_store_is_streamed_into_the_querys_store_once()
    {
        var run = new TestRun(new TestCatalog()
            .Rows("lake/orders", with: InLake)
            .Query("marts/all", step => $"from {step.Table<Item>(0)} union all from {step.Table<Item>(0)}", ["lake/orders"])
            .Rows("marts/read", ["lake/orders"]));
        run.Stores["lake"] = new MemoryStore("lake");

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Store.Log.ShouldContain("TestAssets.MartsAll binds orders streamed: 1 rows");
        run.Store.Log.Count(line => line.Contains("streamed")).ShouldBe(1, "C# reads from the other store directly");
        run.Stores["lake"].Log.ShouldContain("TestAssets.MartsRead binds orders: lake/orders");
        run.Stores.Values.ShouldAllBe(store => store.OpenSessions == 0);
    }

    [Fact]
    public async Task A_view_cannot_read_another_store()
    {
        var run = new TestRun(new TestCatalog().Rows("lake/orders", with: InLake).Query("marts/v", step => $"from {step.Table<Item>(0)}", ["lake/orders"], View));
        run.Stores["lake"] = new MemoryStore("lake");

        (await run.ExecuteAsync()).Of("marts/v").Reason!.ShouldContain("'lake/orders', which is kept in another store. Make it a table");
    }

    [Fact]
    public async Task A_query_needs_a_store_that_runs_sql()
    {
        var run = new TestRun(new TestCatalog().Query("lake/q", _ => $"select 1 as id", with: InLake));
        run.Stores["lake"] = new MemoryStore("lake");

        (await run.ExecuteAsync()).Of("lake/q").Reason!.ShouldContain("its store (lake) cannot run SQL");
    }

    [Fact]
    public async Task A_query_that_names_a_table_from_elsewhere_is_refused()
    {
        var run = new TestRun(new TestCatalog().Rows("raw/orders").Query("marts/q", _ => $"from {Table.Of(new Item(1))}", ["raw/orders"]));

        (await run.ExecuteAsync()).Of("marts/q").Reason.ShouldBe("The query of 'marts/q' names the table 'rows', which is no parameter of 'TestAssets.MartsQ'.");
    }

    [Fact]
    public async Task The_own_last_version_is_there_from_the_second_run_on()
    {
        var seen = new List<string>();
        var catalog = new TestCatalog().Step(
            [TestCatalog.RowsOf("a/x")],
            async step =>
            {
                seen.Add(step.HasInput(0) ? $"{(await step.RowsAsync<Item>(0)).Count} rows" : "nothing");
                await step.RowsAsync(0, [new Item(1), new Item(2)]);
            },
            [TestCatalog.Reading("a/x") with { IsSelf = true, IsOptional = true }]);
        var run = new TestRun(catalog);

        await run.ExecuteAsync();
        await run.ExecuteAsync();

        seen.ShouldBe(["nothing", "2 rows"]);

        await new TestRun(run) { Options = new RunOptions { FullRefresh = true } }.ExecuteAsync();
        seen[^1].ShouldBe("nothing", "a full refresh begins with nothing");
        run.Store.Targets.Select(target => target.FullRefresh).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task Values_are_read_back_and_optional_ones_may_be_absent()
    {
        var seen = "";
        var run = new TestRun(new TestCatalog()
            .Step([TestCatalog.TextOf("a/text")], step => step.ArtifactAsync(0, "hello"))
            .Step([TestCatalog.TextOf("a/never")], step => step.ArtifactAsync(0, "never"))
            .Step(
                [TestCatalog.EffectOf("b/reads")],
                async step =>
                {
                    seen = await step.ArtifactAsync<string>(0) + step.HasInput(1);
                    await step.EffectAsync(0);
                },
                [TestCatalog.ReadingText("a/text"), TestCatalog.ReadingText("a/never") with { IsOptional = true }]));

        (await run.ExecuteAsync("a/text or b/reads")).Status.ShouldBe(RunStatus.Succeeded);

        seen.ShouldBe("helloFalse");
    }

    [Fact]
    public async Task Outputs_of_one_step_in_two_stores_are_published_store_by_store_and_told_truly()
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x"), InLake(TestCatalog.RowsOf("a/y"))], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            await step.RowsAsync(1, [new Item(1)]);
        }));
        run.Stores["lake"] = new MemoryStore("lake") { Publishing = (_, _) => throw new DataplatformException("the lake is closed") };

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized", "a/y Failed: the lake is closed"]);
    }

    [Fact]
    public async Task Effects_open_no_store()
    {
        var run = new TestRun(new TestCatalog().Effect("a/x").Effect("a/y", ["a/x"]));

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Store.Opened.ShouldBe(0);
    }
}
