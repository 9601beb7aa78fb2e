using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Events;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>How a step that runs long looks.</summary>
public sealed class ProgressViewTests
{
    private static readonly RunId Run = new("run");
    private static readonly AssetKey Orders = new("shop/raw_orders");
    private static readonly AssetKey Revenue = new("marts/revenue");
    private static readonly AssetKey Model = new("marts/model");
    private static readonly AssetKey Forecast = new("marts/forecast");

    [Fact]
    public void What_runs_shows_rows_bar_and_speed_as_far_as_they_are_known()
    {
        Region(width: 100).ShouldBe(
        [
            "⠋ shop/raw_orders 1,234,567 rows                12.0 s   410,000 rows/s",
            "⠋ marts/revenue                                 12.0 s   ━━━━━━━─────────  48 %",
            "⠋ marts/model     2,000,000 read                12.0 s   170,000 rows/s",
            "⠋ marts/forecast      3,000 rows                12.0 s   ━━━━────────────  25 %  250 rows/s",
        ]);
    }

    [Theory]
    [InlineData(92, " s   ━━━━────────────  25 %  250 rows/s")]
    [InlineData(88, " s   ━━━──────────  25 %  250 rows/s")]
    [InlineData(80, " s    25 %  250 rows/s")]
    [InlineData(70, " s    25 %")]
    [InlineData(60, " s")]
    public void A_narrow_screen_gets_less_of_it(int width, string end) => Region(width)[3].ShouldEndWith(end);

    [Theory]
    [InlineData(0.3, "0.3")]
    [InlineData(9.94, "9.9")]
    [InlineData(9.96, "10")]
    [InlineData(34.4, "34")]
    [InlineData(412_345, "410,000")]
    [InlineData(1_251_000, "1,300,000")]
    public void A_speed_has_two_digits_that_count(double perSecond, string expected) => HumanText.Rate(perSecond).ShouldBe(expected);

    [Fact]
    public async Task A_log_gets_a_line_after_ten_seconds_and_then_every_thirty()
    {
        var console = new TestConsole();
        var clock = new FakeTimeProvider(TestRun.Start);
        var view = new PlainRunView(console.Console, new RunText(_ => null));
        var ended = new TaskCompletionSource<RunEvent.RunCompleted>();
        var showing = view.ShowAsync(ended.Task, clock);
        view.OnEvent(new RunEvent.RunStarted(Run, clock.GetUtcNow(), [Orders, Revenue, Model, Forecast]));
        view.OnEvent(new RunEvent.StepStarted(Run, clock.GetUtcNow(), "RawAssets.Orders", [Orders]));
        view.OnEvent(new RunEvent.StepStarted(Run, clock.GetUtcNow(), "MartAssets.Revenue", [Revenue, Model]));
        clock.Advance(TimeSpan.FromSeconds(9));
        console.Out.ShouldBeEmpty("nothing runs long yet");

        view.OnEvent(new RunEvent.StepStarted(Run, clock.GetUtcNow(), "MartAssets.Forecast", [Forecast]));
        view.OnProgress(Progress(Orders, 9) with { Rows = 4_000_000, RowsPerSecond = 412_000 });
        clock.Advance(TimeSpan.FromSeconds(1));
        view.OnProgress(Progress(Orders, 39) with { Rows = 15_000_000, Fraction = 0.5, RowsPerSecond = 388_000 });
        view.OnProgress(Progress(Model, 39) with { Fraction = 0.25 });
        Advance(clock, seconds: 30);

        var lines = console.OutLines;
        view.OnEvent(new RunEvent.AssetMaterialized(Run, clock.GetUtcNow(), Orders, "v", 15_000_000, null, TimeSpan.FromSeconds(40), new Dictionary<string, MetadataValue>()));
        ended.SetResult(new RunEvent.RunCompleted(Run, clock.GetUtcNow(), RunStatus.Succeeded, TimeSpan.FromSeconds(40), []));
        await showing;
        clock.Advance(TimeSpan.FromMinutes(5));

        lines.ShouldBe(
        [
            "… shop/raw_orders 4,000,000 rows                10.0 s   410,000 rows/s",
            "… marts/revenue                                 10.0 s   still running",
            "… marts/forecast                                10.0 s   still running",
            "… shop/raw_orders 15,000,000 rows                40.0 s   50 %, 390,000 rows/s",
            "… marts/model                                   40.0 s   25 %",
        ]);
        console.OutLines.Length.ShouldBe(6, "the end of the run is the end of these lines");
    }

    [Fact]
    public async Task A_program_gets_a_line_of_JSON_each_second()
    {
        TestRun run = null!;
        run = new TestRun { Shop = new Shop { OnRawOrders = step => step.StreamAsync(0, SlowRows(run.Clock)) } };

        (await run.RunAsync("--json", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);

        Approved.Match(TestRun.Scrub(run.Console.Out), "progress-json");
    }

    private static void Advance(FakeTimeProvider clock, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static IReadOnlyList<string> Region(int width)
    {
        var board = new RunBoard();
        var text = new RunText(_ => null);
        AssetKey[] keys = [Orders, Revenue, Model, Forecast];
        text.Plan(keys, width);
        board.Apply(new RunEvent.RunStarted(Run, TestRun.Start, keys));
        foreach (var key in keys)
        {
            board.Apply(new RunEvent.StepStarted(Run, TestRun.Start, key.Name, [key]));
        }

        board.Apply(Progress(Orders, 12) with { Rows = 1_234_567, RowsPerSecond = 412_345 });
        board.Apply(Progress(Revenue, 12) with { Fraction = 0.489 });
        board.Apply(Progress(Model, 12) with { RowsRead = 2_000_000, RowsPerSecond = 166_666 });
        board.Apply(Progress(Forecast, 12) with { Rows = 3_000, Fraction = 0.25, RowsPerSecond = 250 });
        return [.. RunRegion.Lines(board, text, TestRun.Start.AddSeconds(12), 0, 24, isCancelling: false, width).Take(4).Select(line => line.ToString())];
    }

    private static StepProgress Progress(AssetKey key, double seconds) => new(Run, TestRun.Start.AddSeconds(seconds), key.Name, key, TimeSpan.FromSeconds(seconds));

    private static async IAsyncEnumerable<long> SlowRows(FakeTimeProvider clock)
    {
        for (var i = 0; i < 5; i++)
        {
            yield return i;
            clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        await Task.CompletedTask;
    }
}
