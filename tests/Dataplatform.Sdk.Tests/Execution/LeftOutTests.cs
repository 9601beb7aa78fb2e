using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>Optional outputs that a method leaves out.</summary>
public sealed class LeftOutTests
{
    private readonly List<string> _seen = [];
    private bool _leavesOut;

    [Fact]
    public async Task What_is_left_out_in_this_run_is_absent_for_its_readers_whatever_was_published_before()
    {
        var run = new TestRun(Catalog());

        await run.ExecuteAsync();
        _leavesOut = true;
        var second = await run.ExecuteAsync();
        _leavesOut = false;
        await run.ExecuteAsync();

        _seen.ShouldBe(["1 rows", "nothing", "1 rows"]);
        second.Lines().ShouldBe(["a/left Materialized", "a/right Skipped: its method left it out", "b/reads Materialized"]);
    }

    [Fact]
    public async Task It_is_told_by_choice_and_with_what_its_method_was_called()
    {
        _leavesOut = true;
        var run = new TestRun(Catalog()
            .Rows("a/source")
            .Step([TestCatalog.RowsOf("b/some") with { IsOptional = true }], step => step.AbsentAsync(0), [TestCatalog.Reading("a/source")])
            .Rows("b/needs", ["b/some"])
            .Rows("b/further", ["b/needs"])
            .Rows("b/failing", body: _ => throw new InvalidOperationException("no"))
            .Rows("b/behind", ["b/failing"]));

        var completed = await run.ExecuteAsync();

        var skipped = run.Observer.Events.OfType<RunEvent.AssetSkipped>().ToDictionary(asset => asset.Key.Path);
        skipped.Where(asset => asset.Value.IsByChoice).Select(asset => asset.Key).Order().ShouldBe(["a/right", "b/further", "b/needs", "b/some"]);
        skipped["b/some"].LeftOut.ShouldNotBeNull().Inputs.ShouldHaveSingleItem().Key.Path.ShouldBe("a/source");
        skipped["b/needs"].LeftOut.ShouldBeNull("its method was not called");
        skipped["b/further"].Reason.ShouldBe("'b/some' was left out by its method, upstream of 'b/needs'");
        skipped["b/behind"].IsByChoice.ShouldBeFalse();
        completed.Assets.Where(asset => asset.IsByChoice).Select(asset => asset.Key.Path).Order().ShouldBe(["a/right", "b/further", "b/needs", "b/some"]);
    }

    [Fact]
    public async Task A_reader_that_runs_alone_sees_the_last_version()
    {
        var run = new TestRun(Catalog());
        await run.ExecuteAsync();
        _leavesOut = true;
        await run.ExecuteAsync();

        await run.ExecuteAsync("b/reads");

        _seen.ShouldBe(["1 rows", "nothing", "1 rows"]);
    }

    [Fact]
    public async Task A_view_over_what_is_left_out_is_written_without_it()
    {
        var run = new TestRun(Catalog().Step(
            [TestCatalog.RowsOf("b/view") with { As = Materialize.View }],
            step => step.QueryAsync(0, step.HasInput(0) ? (Sql<Item>)$"from {step.Table<Item>(0)}" : (Sql<Item>)$"select 0 as id"),
            [TestCatalog.Reading("a/right") with { IsOptional = true }],
            step => step with { IsSql = true }));
        await run.ExecuteAsync();
        _leavesOut = true;

        await run.ExecuteAsync();

        run.Store.Published[new("b/view")].Query.ShouldBe("select 0 as id");
    }

    private TestCatalog Catalog() => new TestCatalog()
        .Step([TestCatalog.RowsOf("a/left"), TestCatalog.RowsOf("a/right") with { IsOptional = true }], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            await (_leavesOut ? step.AbsentAsync(1) : step.RowsAsync(1, [new Item(100)]));
        })
        .Step(
            [TestCatalog.EffectOf("b/reads")],
            async step =>
            {
                _seen.Add(step.HasInput(0) ? $"{(await step.RowsAsync<Item>(0)).Count} rows" : "nothing");
                await step.EffectAsync(0);
            },
            [TestCatalog.Reading("a/right") with { IsOptional = true }]);
}
