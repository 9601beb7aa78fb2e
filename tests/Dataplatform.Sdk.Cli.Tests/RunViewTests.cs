using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Events;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class RunViewTests
{
    private static readonly RunId Run = new("run");
    private static readonly AssetKey Orders = new("shop/raw_orders");
    private static readonly AssetKey Large = new("shop/large_orders");
    private static readonly AssetKey Revenue = new("marts/revenue_by_month");
    private static readonly AssetKey Margin = new("marts/margin");
    private static readonly AssetKey Forecast = new("marts/forecast");

    [Fact]
    public void The_plain_view_has_a_line_for_each_finished_asset()
    {
        var console = new TestConsole();
        Play(new PlainRunView(console.Console, new RunText(key => key == Large ? "view" : null)));
        Approved.Match(console.Out, "plain-view");
        console.Out.ShouldNotContain('\e');
    }

    [Fact]
    public async Task The_live_view_leaves_the_same_lines_behind()
    {
        var console = new TestConsole(isTerminal: true);
        await PlayLiveAsync(console);
        console.Out.ShouldContain("\e[36m⠋ \e[0m", Case.Sensitive, "what runs has a spinner");
        console.Out.ShouldContain("\e[32m✓ \e[0mshop/raw_orders");
        console.Out.ShouldContain("a print of the asset's own\e[K\n", Case.Sensitive, "other people's lines go by above the region");
        console.Out.ShouldContain("\e[?25l", Case.Sensitive, "the cursor is hidden while lines move");
        console.Out.LastIndexOf("\e[?25h", StringComparison.Ordinal).ShouldBeGreaterThan(console.Out.LastIndexOf("\e[?25l", StringComparison.Ordinal), "and comes back");
        console.OutLines[^1].ShouldBe("\e[32m1 materialized\e[0m, 0 failed in 220 ms");
    }

    [Fact]
    public async Task No_color_takes_the_colours_and_leaves_the_glyphs()
    {
        var console = new TestConsole(isTerminal: true, ("NO_COLOR", "1"));
        await PlayLiveAsync(console);
        console.Out.ShouldContain("⠋ shop/raw_orders");
        console.Out.ShouldContain("✓ shop/raw_orders");
        console.Out.ShouldNotMatch("\e\\[[0-9;]*m", "NO_COLOR is set");
    }

    [Fact]
    public async Task A_terminal_gets_the_live_view()
    {
        var run = new TestRun { Console = new TestConsole(isTerminal: true) };
        (await run.RunAsync()).ShouldBe(ExitCodes.Done);
        run.Console.OutLines[^1].ShouldBe("\e[32m6 materialized\e[0m, 0 failed in <1 ms");
    }

    [Fact]
    public void The_region_never_is_higher_than_the_screen()
    {
        var board = new RunBoard();
        var keys = Enumerable.Range(0, 500).Select(i => new AssetKey($"shop/asset_{i}")).ToList();
        board.Apply(new RunEvent.RunStarted(Run, TestRun.Start, keys));
        foreach (var key in keys.Take(100))
        {
            board.Apply(new RunEvent.StepStarted(Run, TestRun.Start, "step", [key]));
        }

        foreach (var height in new[] { 1, 5, 6, 7, 24, 200 })
        {
            var lines = RunRegion.Lines(board, new RunText(_ => null), TestRun.Start, 0, height, isCancelling: false);
            lines.Count.ShouldBeLessThanOrEqualTo(Math.Max(3, height - 1), "otherwise the terminal scrolls and cannot go back");
        }
    }

    [Fact]
    public void What_runs_is_shown_before_what_waits()
    {
        var board = new RunBoard();
        var text = new RunText(_ => null);
        text.Plan([Orders, Large], width: 100);
        board.Apply(new RunEvent.RunStarted(Run, TestRun.Start, [Orders, Large]));
        board.Apply(new RunEvent.StepStarted(Run, TestRun.Start, "step", [Large]));
        var lines = RunRegion.Lines(board, text, TestRun.Start.AddSeconds(1.25), 0, 24, isCancelling: true).Select(line => line.ToString()).ToList();
        lines.ShouldBe(
        [
            "⠋ shop/large_orders                                1.3 s",
            "· shop/raw_orders",
            "",
            "────────────────────────  0/2  1.3 s  stopping; Ctrl-C again kills",
        ]);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    [InlineData(44)]
    [InlineData(34)]
    [InlineData(20)]
    public void Columns_fit_a_narrow_screen(int width)
    {
        var text = new RunText(_ => null);
        text.Plan([Revenue], width);
        var asset = new AssetProgress(Revenue, AssetState.Materialized) { Rows = 1_234_567, Bytes = 99_000_000, Duration = TimeSpan.FromMinutes(2) };
        text.Asset(asset, TestRun.Start).Width.ShouldBeLessThanOrEqualTo(width);
        text.Asset(asset, TestRun.Start).ToString().ShouldEndWith("2 m 00 s");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(20)]
    public void The_progress_always_says_how_long(int width)
    {
        var board = new RunBoard();
        board.Apply(new RunEvent.RunStarted(Run, TestRun.Start, [Orders, Large]));
        var line = RunRegion.Lines(board, new RunText(_ => null), TestRun.Start.AddMinutes(62), 0, 24, isCancelling: false, width)[^1];
        line.Width.ShouldBeLessThanOrEqualTo(width);
        line.ToString().ShouldEndWith("0/2  1 h 02 m");
    }

    [Fact]
    public async Task A_reason_that_was_cut_is_told_in_full_below()
    {
        var console = new TestConsole(isTerminal: true, width: 40, ("NO_COLOR", "1"));
        var view = new LiveRunView(console.Console, LiveRegion.TryCreate(console.Console).ShouldNotBeNull(), new RunText(_ => null));
        view.OnEvent(new RunEvent.RunStarted(Run, TestRun.Start, [Revenue, Margin]));
        view.OnEvent(new RunEvent.AssetFailed(Run, TestRun.Start, Revenue, Ms(1), new StepError("Oops.", null, [])));
        view.OnEvent(new RunEvent.AssetSkipped(Run, TestRun.Start, Margin, "'marts/revenue_by_month' failed"));
        var completed = new RunEvent.RunCompleted(Run, TestRun.Start, RunStatus.Failed, Ms(1),
        [
            new(Revenue, AssetStatus.Failed, null, Ms(1), "Oops."),
            new(Margin, AssetStatus.Skipped, null, TimeSpan.Zero, "'marts/revenue_by_month' failed"),
        ]);
        view.OnEvent(completed);
        await view.ShowAsync(Task.FromResult(completed), new FakeTimeProvider(TestRun.Start));
        console.Out.ShouldContain("\nmarts/margin: 'marts/revenue_by_month' failed\n");
    }

    [Fact]
    public void Our_lines_do_not_stick_to_prints_without_an_end()
    {
        var console = new TestConsole();
        var shared = new SharedOutput(console.Console.Out);
        var view = new PlainRunView(console.Console, new RunText(_ => null)) { Writing = shared.Between };
        view.OnEvent(new RunEvent.RunStarted(Run, TestRun.Start, [Orders]));
        shared.Write("no newline");
        view.Cancelling();
        shared.WriteLine("a whole line");
        shared.Write(string.Empty);
        view.Cancelling();
        console.Out.ShouldBe("no newline\nStopping.\na whole line\nStopping.\n");
    }

    private static async Task PlayLiveAsync(TestConsole console)
    {
        var view = new LiveRunView(console.Console, LiveRegion.TryCreate(console.Console).ShouldNotBeNull(), new RunText(_ => null));
        var ended = new TaskCompletionSource<RunEvent.RunCompleted>();
        view.Begin(new RunHeader("Shop", "Production", ["warehouse.duckdb"]));
        view.OnEvent(new RunEvent.RunStarted(Run, TestRun.Start, [Orders]));
        view.OnEvent(new RunEvent.StepStarted(Run, TestRun.Start, "ShopAssets.RawOrders", [Orders]));
        var showing = view.ShowAsync(ended.Task, new FakeTimeProvider(TestRun.Start));
        view.WriteAbove("a print of the asset's own");
        view.OnEvent(new RunEvent.AssetMaterialized(Run, TestRun.Start, Orders, "v1", 3, 24, Ms(220), new Dictionary<string, MetadataValue>()));
        var completed = new RunEvent.RunCompleted(Run, TestRun.Start, RunStatus.Succeeded, Ms(220), [new(Orders, AssetStatus.Materialized, 3, Ms(220), null)]);
        view.OnEvent(completed);
        ended.SetResult(completed);
        await showing;
    }

    private static void Play(PlainRunView view)
    {
        var time = TestRun.Start;
        view.Begin(new RunHeader("Shop", "Production", ["warehouse.duckdb"]));
        view.OnEvent(new RunEvent.RunStarted(Run, time, [Orders, Large, Revenue, Margin, Forecast]));
        view.OnEvent(new RunEvent.StepStarted(Run, time, "MartAssets.Forecast", [Forecast]));
        view.OnEvent(new RunEvent.AssetMaterialized(Run, time, Orders, "v1", 61_948, 4_100_000, Ms(220), new Dictionary<string, MetadataValue>()));
        view.OnEvent(new RunEvent.AssetMaterialized(Run, time, Large, "v2", null, null, Ms(3), new Dictionary<string, MetadataValue>()));
        view.OnEvent(new RunEvent.AssetFailed(Run, time, Revenue, Ms(1_340), new StepError("Attempted to divide by zero.\nSecond line.", "System.DivideByZeroException", ["MartAssets.Revenue in MartAssets.cs:41"])));
        view.OnEvent(new RunEvent.AssetSkipped(Run, time, Margin, "'marts/revenue_by_month' failed"));
        view.OnEvent(new RunEvent.AssetCancelled(Run, time, Forecast, Ms(75_000), "interrupted"));
        view.OnEvent(new RunEvent.RunCompleted(Run, time, RunStatus.Failed, Ms(75_100),
        [
            new(Orders, AssetStatus.Materialized, 61_948, Ms(220), null),
            new(Large, AssetStatus.Materialized, null, Ms(3), null),
            new(Revenue, AssetStatus.Failed, null, Ms(1_340), "Attempted to divide by zero."),
            new(Margin, AssetStatus.Skipped, null, TimeSpan.Zero, "'marts/revenue_by_month' failed"),
            new(Forecast, AssetStatus.Cancelled, null, Ms(75_000), "interrupted"),
        ]));
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
