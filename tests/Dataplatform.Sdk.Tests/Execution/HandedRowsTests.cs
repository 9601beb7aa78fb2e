using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>Rows go from step to step of a run in memory, and nobody can tell but by the clock.</summary>
public sealed class HandedRowsTests
{
    private static readonly Item[] Three = [new(1), new(2), new(3)];

    [Fact]
    public async Task A_step_gets_the_rows_of_the_run_without_reading_the_store()
    {
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), Three));

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Store.Published[new("b/y")].Rows.ShouldBe(Three);
        run.Store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_it_every_step_reads_the_store()
    {
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), Three)) { Options = new RunOptions { HandOverLimit = 0 } };

        await run.ExecuteAsync();

        run.Store.Published[new("b/y")].Rows.ShouldBe(Three);
        run.Store.Reads.ShouldBe(["TestAssets.BY reads a/x"]);
    }

    [Fact]
    public async Task Rows_that_are_added_to_others_are_read_from_the_store()
    {
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), Three, asset => asset with { Write = new WritePolicy { Mode = WriteMode.Append } }));

        await run.ExecuteAsync();

        // What the method returned is not all of the table.
        run.Store.Reads.ShouldBe(["TestAssets.BY reads a/x"]);
    }

    [Fact]
    public async Task A_run_of_the_reader_alone_reads_the_store()
    {
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), Three));
        await run.ExecuteAsync("a/x");

        await run.ExecuteAsync("b/y");

        run.Store.Reads.ShouldBe(["TestAssets.BY reads a/x"]);
    }

    [Fact]
    public async Task A_table_of_them_can_be_counted_previewed_and_read_again()
    {
        var run = new TestRun(Reading(
            async step =>
            {
                step.HasInput(0).ShouldBeTrue();
                var table = step.Table<Item>(0);
                (await table.CountAsync()).ShouldBe(3);
                (await table.PreviewAsync(2)).ShouldBe(Three[..2]);
                (await table.PreviewAsync(9)).ShouldBe(Three);
                (await table.ToListAsync()).ShouldBe(Three);
                return await table.ToListAsync();
            },
            Three));

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized", "b/y Materialized"]);

        run.Store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_author_does_to_his_list_afterwards_reaches_nobody()
    {
        List<Item> own = [.. Three];
        var run = new TestRun(new TestCatalog()
            .Step([TestCatalog.RowsOf("a/x")], async step =>
            {
                await step.RowsAsync(0, own);
                own.Clear();
            })
            .Step([TestCatalog.RowsOf("b/y")], async step => ((List<Item>)await step.RowsAsync<Item>(0)).Clear(), [TestCatalog.Reading("a/x")], step => Optional(step))
            .Step([TestCatalog.RowsOf("c/z")], async step => await step.RowsAsync(0, await step.RowsAsync<Item>(0)), [TestCatalog.Reading("a/x")]))
        {
            Options = new RunOptions { MaxParallel = 1 },
        };

        await run.ExecuteAsync();

        run.Store.Published[new("c/z")].Rows.ShouldBe(Three);
        run.Store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_published_is_handed_to_nobody()
    {
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), Three)) { Options = new RunOptions { MaxParallel = 1 } };
        run.Store.With("a/x", new Item(9));
        run.Store.Publishing = (_, _) => throw new InvalidOperationException("full");

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Failed: full", "b/y Skipped: 'a/x' failed"]);
        run.Store.Publishing = null;
        await run.ExecuteAsync("b/y");

        run.Store.Published[new("b/y")].Rows.ShouldBe([new Item(9)]);
    }

    [Fact]
    public async Task Reading_them_ends_with_the_run()
    {
        using var cancellation = new CancellationTokenSource();
        var run = new TestRun(Reading(
            async step =>
            {
                await foreach (var row in step.Table<Item>(0))
                {
                    var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    step.CancellationToken.Register(cancelled.SetResult);
                    await cancellation.CancelAsync();
                    await cancelled.Task;
                }

                return (IReadOnlyList<Item>)Three;
            },
            Three));

        (await run.ExecuteAsync(cancellationToken: cancellation.Token)).Of("b/y").Status.ShouldBe(AssetStatus.Cancelled);
    }

    [Fact]
    public async Task More_than_the_limit_is_read_from_the_store()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new Item(i));
        var run = new TestRun(Reading(step => step.RowsAsync<Item>(0), rows)) { Options = new RunOptions { HandOverLimit = 3_000 } };

        await run.ExecuteAsync();

        run.Store.Published[new("b/y")].Rows!.Count.ShouldBe(100);
        run.Store.Reads.Count.ShouldBe(1);
    }

    [Fact]
    public void Rows_are_let_go_when_the_last_step_that_reads_them_is_done()
    {
        var plan = Plan(new TestCatalog().Rows("a/x").Rows("b/y", ["a/x"]).Rows("b/z", ["a/x"]));
        var shelf = new RowShelf(plan, 1_000);
        shelf.Put(Staged("a/x"), ItemCodec.Instance, Captured(shelf, "a/x"));

        shelf.Release(plan.Steps[1]);
        shelf.Find(new("a/x")).ShouldBe(Three);
        shelf.Release(plan.Steps[2]);

        shelf.Find(new("a/x")).ShouldBeNull();
        shelf.Capture(new("a/x"), ItemCodec.Instance, known: 3).ShouldBeNull("nobody is left who reads it");
    }

    [Fact]
    public void What_is_let_go_makes_room()
    {
        var plan = Plan(new TestCatalog().Rows("a/x").Rows("a/y").Rows("b/x", ["a/x"]).Rows("b/y", ["a/y"]));
        var shelf = new RowShelf(plan, 3 * (32 + 16));
        shelf.Put(Staged("a/x"), ItemCodec.Instance, Captured(shelf, "a/x"));
        shelf.Find(new("a/x")).ShouldBe(Three);
        shelf.Capture(new("a/y"), ItemCodec.Instance, known: 3).ShouldBeNull();

        shelf.Release(plan.Steps.Single(step => step.Assets[0].Key.Path == "b/x"));

        Captured(shelf, "a/y").ToArray().ShouldBe(Three);
    }

    [Fact]
    public void Nothing_is_kept_for_queries_and_for_the_assets_own_next_version()
    {
        var plan = Plan(new TestCatalog()
            .Rows("a/x")
            .Query("b/y", step => $"from {step.Table<Item>(0)}", ["a/x"])
            .Step([TestCatalog.RowsOf("c/z")], _ => default, [TestCatalog.Reading("c/z") with { IsSelf = true }]));
        var shelf = new RowShelf(plan, 1_000);

        shelf.Capture(new("a/x"), ItemCodec.Instance, known: null).ShouldBeNull();
        shelf.Capture(new("c/z"), ItemCodec.Instance, known: null).ShouldBeNull();
    }

    [Fact]
    public void Rows_of_a_derived_type_are_not_kept()
    {
        var capture = new RowCapture<object>(known: 0, most: 9);
        capture.Add(new object());
        capture.ToArray().ShouldNotBeNull();

        capture.Add("a text, which is more than an object");
        capture.Add(new object());

        capture.ToArray().ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 200)]
    [InlineData(3, 2)]
    [InlineData(3, 5)]
    public void Rows_are_kept_in_an_array_of_their_number(int known, int count)
    {
        var capture = new RowCapture<int>(known, most: 200);
        for (var i = 0; i < count; i++)
        {
            capture.Add(i);
        }

        capture.ToArray().ShouldBe(Enumerable.Range(0, count).ToArray());
    }

    [Fact]
    public void A_run_ends_the_same_whatever_is_handed_over() => Laws.Hold(RandomGraph.Generate, graph =>
    {
        var expected = Outcome(graph, limit: 0);
        Outcome(graph, limit: 1_000_000).ShouldBe(expected);
        Outcome(graph, limit: 500).ShouldBe(expected);
    });

    // Each asset has the rows of all it reads and one of its own; some methods read lists, some tables, and every third one streams its own.
    private static List<string> Outcome(RandomGraph graph, long limit)
    {
        var catalog = new TestCatalog();
        for (var i = 0; i < graph.Keys.Count; i++)
        {
            var own = i;
            var inputs = graph.Reads[i].Select(j => TestCatalog.Reading(graph.Keys[j]) with { Name = $"i{j}" }).ToArray();
            catalog.Step([TestCatalog.RowsOf(graph.Keys[i])], async step =>
            {
                var rows = new HashSet<Item> { new(own) };
                for (var input = 0; input < inputs.Length; input++)
                {
                    rows.UnionWith(input % 2 == 0 ? await step.RowsAsync<Item>(input) : await step.Table<Item>(input).ToListAsync());
                }

                await (own % 3 == 0 ? step.StreamAsync(0, rows.ToAsyncEnumerable()) : step.RowsAsync(0, rows));
            }, inputs);
        }

        var run = new TestRun(catalog) { Options = new RunOptions { MaxParallel = 4, HandOverLimit = limit } };
        run.ExecuteAsync().GetAwaiter().GetResult().Status.ShouldBe(RunStatus.Succeeded);
        return [.. run.Store.Published.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value.Rows!.Select(row => row.Id).Order())}")];
    }

    private static TestCatalog Reading(Func<StepInvocation, ValueTask<IReadOnlyList<Item>>> read, IEnumerable<Item> rows, Func<AssetDefinition, AssetDefinition>? with = null) => new TestCatalog()
        .Step([with is null ? TestCatalog.RowsOf("a/x") : with(TestCatalog.RowsOf("a/x"))], step => step.RowsAsync(0, rows))
        .Step([TestCatalog.RowsOf("b/y")], async step => await step.RowsAsync(0, await read(step)), [TestCatalog.Reading("a/x")]);

    private static StepDefinition Optional(StepDefinition step) => step with { Outputs = [step.Outputs[0] with { IsOptional = true }] };

    private static ExecutionPlan Plan(TestCatalog catalog) => ExecutionPlanner.Plan(catalog.Graph(), AssetSelection.All);

    private static StagedAsset Staged(string key) => new(new(key), "v1", 1, 3, 24);

    private static RowCapture Captured(RowShelf shelf, string key)
    {
        var capture = shelf.Capture(new(key), ItemCodec.Instance, known: null).ShouldNotBeNull();
        Array.ForEach(Three, capture.Add);
        return capture;
    }
}
