using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class RunTests
{
    private static readonly Func<StepInvocation, ValueTask> Throw = _ => throw new InvalidOperationException("broken");

    [Fact]
    public async Task A_run_publishes_each_asset_and_tells_so()
    {
        var run = new TestRun(new TestCatalog().Rows("a/x").Rows("a/y", ["a/x"]).Effect("a/z", ["a/y"]));

        var completed = await run.ExecuteAsync();

        completed.Status.ShouldBe(RunStatus.Succeeded);
        completed.Lines().ShouldBe(["a/x Materialized", "a/y Materialized", "a/z Materialized"]);
        completed.Of("a/x").Rows.ShouldBe(1);
        completed.Of("a/z").Rows.ShouldBeNull();
        run.Observer.Events.Select(runEvent => runEvent.GetType().Name).ShouldBe(
            ["RunStarted", "StepStarted", "AssetMaterialized", "StepStarted", "AssetMaterialized", "StepStarted", "AssetMaterialized", "RunCompleted"]);
        run.Observer.Events[^1].ShouldBe(completed);
        run.Observer.Events.ShouldAllBe(runEvent => runEvent.RunId == completed.RunId);
        run.Store.Published.Keys.Order().ShouldBe([new("a/x"), new("a/y")]);
        run.Store.Log.ShouldBe(["TestAssets.AX publishes a/x", "TestAssets.AY binds x: a/x", "TestAssets.AY publishes a/y"]);
        run.Store.OpenSessions.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_skips_only_what_depends_on_it_and_names_the_cause()
    {
        var run = new TestRun(new TestCatalog()
            .Rows("a/a", body: Throw).Rows("a/b", ["a/a"]).Rows("a/c", ["a/b"]).Rows("a/d", ["a/c"])
            .Rows("b/a").Rows("b/b", ["b/a"]));

        var completed = await run.ExecuteAsync();

        completed.Status.ShouldBe(RunStatus.Failed);
        completed.Lines().Order(StringComparer.Ordinal).ShouldBe(
        [
            "a/a Failed: broken",
            "a/b Skipped: 'a/a' failed",
            "a/c Skipped: 'a/a' failed, upstream of 'a/b'",
            "a/d Skipped: 'a/a' failed, upstream of 'a/c'",
            "b/a Materialized",
            "b/b Materialized",
        ]);
        run.Store.OpenSessions.ShouldBe(0);
    }

    [Fact]
    public async Task Fail_fast_starts_nothing_after_a_failure()
    {
        var run = new TestRun(new TestCatalog().Effect("a/a", body: Throw).Effect("a/b", ["a/a"]).Effect("b/a").Effect("b/b", ["b/a"]))
        {
            Options = new() { MaxParallel = 1, FailFast = true },
        };

        var completed = await run.ExecuteAsync();

        completed.Status.ShouldBe(RunStatus.Failed);
        completed.Lines().ShouldBe(
        [
            "a/a Failed: broken",
            "a/b Skipped: 'a/a' failed",
            "b/a Skipped: 'a/a' failed, and the run stops at the first failure",
            "b/b Skipped: 'a/a' failed, and the run stops at the first failure",
        ]);
    }

    [Fact]
    public async Task A_step_publishes_all_its_assets_in_one_go_or_none()
    {
        var broken = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y")], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            throw new InvalidOperationException("after the first");
        }));
        (await broken.ExecuteAsync()).Lines().ShouldBe(["a/x Failed: after the first", "a/y Failed: after the first"]);
        broken.Store.Published.ShouldBeEmpty();

        var whole = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x"), TestCatalog.TextOf("a/y")], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            await step.ArtifactAsync(1, "text");
        }));
        (await whole.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);
        whole.Store.Log.ShouldBe(["TestAssets.AX publishes a/x, a/y"]);
    }

    [Fact]
    public async Task A_forgotten_output_is_a_failure()
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y")], step => step.RowsAsync(0, [new Item(1)])));

        (await run.ExecuteAsync()).Of("a/x").Reason.ShouldBe("'TestAssets.AX' did not hand over 'a/y', which is not optional.");
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_optional_output_that_is_left_out_skips_its_readers()
    {
        var catalog = new TestCatalog()
            .Step([TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y") with { IsOptional = true }], async step =>
            {
                await step.RowsAsync(0, [new Item(1)]);
                await step.AbsentAsync(1);
            })
            .Rows("b/x", ["a/x"]).Rows("b/y", ["a/y"]).Rows("b/z", ["b/y"]);

        var completed = await new TestRun(catalog).ExecuteAsync();

        completed.Status.ShouldBe(RunStatus.Succeeded, "leaving out what is optional is no failure");
        completed.Lines().ShouldBe(
        [
            "a/x Materialized",
            "a/y Skipped: its method left it out",
            "b/x Materialized",
            "b/y Skipped: 'a/y' was left out by its method",
            "b/z Skipped: 'a/y' was left out by its method, upstream of 'b/y'",
        ]);
    }

    [Fact]
    public async Task An_optional_output_that_nobody_selected_is_not_even_read()
    {
        var catalog = new TestCatalog().Step([TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y") with { IsOptional = true }], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            await step.RowsAsync(1, Enumerable.Range(0, 1).Select<int, Item>(_ => throw new InvalidOperationException("read")));
        });

        var run = new TestRun(catalog);

        (await run.ExecuteAsync("a/x")).Lines().ShouldBe(["a/x Materialized"]);
    }

    [Fact]
    public async Task The_order_of_starts_is_that_of_the_plan()
    {
        var catalog = new TestCatalog();
        foreach (var name in "dbca")
        {
            catalog.Effect($"x/{name}", ["w/root"]);
        }

        var run = new TestRun(catalog.Effect("w/root").Effect("w/other")) { Options = new() { MaxParallel = 1 } };

        await run.ExecuteAsync();

        run.Observer.StartedSteps.ShouldBe(["w/other", "w/root", "x/a", "x/b", "x/c", "x/d"]);
    }

    [Fact]
    public async Task A_step_that_blocks_its_thread_stops_no_other()
    {
        using var released = new ManualResetEventSlim();
        var catalog = new TestCatalog()
            .Effect("a/blocks", body: _ =>
            {
                released.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                return default;
            })
            .Effect("b/releases", body: _ =>
            {
                released.Set();
                return default;
            });

        (await new TestRun(catalog) { Options = new() { MaxParallel = 2 } }.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Facts_of_the_step_and_of_the_output_come_with_the_event()
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], async step =>
        {
            step.Context.AddMetadata("pages", 1);
            step.Context.AddMetadata("source", "step");
            step.AddMetadata(0, new Dictionary<string, MetadataValue> { ["source"] = "output" });
            await step.RowsAsync(0, [new Item(1)]);
        }));

        await run.ExecuteAsync();

        var metadata = run.Observer.Events.OfType<RunEvent.AssetMaterialized>().Single().Metadata;
        metadata.ShouldBe(new Dictionary<string, MetadataValue> { ["pages"] = 1, ["source"] = "output" }, ignoreOrder: true);
    }

    [Fact]
    public async Task An_observer_that_throws_ends_the_run_with_its_exception()
    {
        var run = new TestRun(new TestCatalog().Effect("a/x").Effect("a/y", ["a/x"]))
        {
            Observer = new(runEvent =>
            {
                if (runEvent is RunEvent.AssetMaterialized)
                {
                    throw new InvalidOperationException("disk full");
                }
            }),
        };

        (await Should.ThrowAsync<InvalidOperationException>(() => run.ExecuteAsync())).Message.ShouldBe("disk full");
        run.Observer.StartedSteps.ShouldBe(["a/x"]);
    }

    [Fact]
    public void At_least_one_step_must_run_at_a_time() =>
        Should.Throw<DataplatformException>(() => new Sdk.Execution.RunOptions { MaxParallel = 0 }).Message.ShouldContain("--max-parallel");
}
