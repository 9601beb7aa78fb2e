namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Kill -9 in the middle of a backfill, again and again, then <c>backfills resume</c>: as if nothing had happened.</summary>
public sealed class BackfillKillTests
{
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    private static readonly string[] Slices = ["sales", "region_days", "region_weeks", "balances", "year"];

    private static readonly string[] Flights = ["raw_flights", "airports", "departures", "state_days"];

    /// <summary>Every way to divide: ranges of days in one call, days and regions, weeks, days that go on from the one before, and the whole.</summary>
    [Fact]
    public Task A_backfill_that_is_killed_again_and_again_ends_complete_and_equal() => CheckAsync(
        new KilledBackfill(TestApp.Project, "key:\"slices/*\"", Of("slices", Slices))
        {
            Options = ["--batch-size", "15"],
            Environment = TestApp.Generation(1),
        },
        trials: IsThorough ? 60 : 1, kills: 3, seed: 20_261_128);

    /// <summary>The same in a folder of Parquet files.</summary>
    [Fact]
    public Task A_backfill_into_a_lake_that_is_killed_again_and_again_ends_complete_and_equal() => CheckAsync(
        new KilledBackfill(TestApp.Project, "key:\"slices/*\"", Of("slices", Slices))
        {
            Options = ["--batch-size", "15"],
            Environment = TestApp.Generation(1, "parquet"),
            Lake = "test",
        },
        trials: IsThorough ? 30 : 1, kills: 3, seed: 20_261_129);

    /// <summary>Real data, by day and by the state of the origin: two days of it, or in the thorough lane all.</summary>
    [Fact]
    public Task A_backfill_of_flights_that_is_killed_again_and_again_ends_complete_and_equal() => CheckAsync(
        new KilledBackfill("samples/Flights", "+flights/state_report", Of("flights", Flights) + " union all " + StateReport)
        {
            Options = IsThorough ? ["--batch-size", "200"] : ["--batch-size", "40", "--from", "2001-03-05", "--to", "2001-03-06"],
            IsWhole = IsThorough,
        },
        trials: IsThorough ? 10 : 1, kills: IsThorough ? 12 : 3, seed: 20_010_305);

    // What is a sum of fractions comes out in the order of the rows, to some digits.
    private const string StateReport = """
        select 'state_report', count(*), md5(string_agg(concat_ws('|', rank, state, departures, round(mean_delay, 6), worst_day), ';' order by rank)) from flights.state_report
        """;

    private static string Of(string schema, IEnumerable<string> tables) =>
        string.Join(" union all ", tables.Select(table => $"select '{table}' as asset, count(*) as n, md5(string_agg(t::varchar, ';' order by t::varchar)) as content from {schema}.{table} t"));

    private static async Task CheckAsync(KilledBackfill backfill, int trials, int kills, int seed)
    {
        var random = new Random(seed);
        using var calm = new TemporaryFolder();
        var (events, gap) = await backfill.UndisturbedAsync(calm.Path);
        var expected = await backfill.ContentAsync(calm.Path);
        int killed = 0, partly = 0;

        for (var trial = 1; trial <= trials; trial++)
        {
            using var folder = new TemporaryFolder();
            for (var attempt = 0; attempt < kills; attempt++)
            {
                var (isKilled, made) = await backfill.KillAsync(folder.Path, attempt == 0, random.Next(1, events / kills), gap * (2 * random.NextDouble()));
                killed += isKilled ? 1 : 0;
                partly += isKilled && made > 0 ? 1 : 0;
            }

            await backfill.ResumeAsync(folder.Path, $"trial {trial}");

            (await backfill.ContentAsync(folder.Path)).ShouldBe(expected, $"trial {trial}: the tables are those of an undisturbed backfill");
            await backfill.ShouldBeCompleteAsync(folder.Path, $"trial {trial}");
        }

        TestContext.Current.SendDiagnosticMessage($"{trials} backfills of {events} events of {backfill.Project}: {killed} kills, {partly} of them after something was published; 0 differences, 0 missing, 0 leftovers.");
        killed.ShouldBeGreaterThan(trials, "the instants must fall into the backfill");
        partly.ShouldBeGreaterThan(0, "the instants must fall between publications too");
    }
}
