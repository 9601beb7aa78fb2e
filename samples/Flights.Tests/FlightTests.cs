using Dataplatform.Sdk;
using Dataplatform.Sdk.Testing;
using Shouldly;
using Xunit;

namespace Flights.Tests;

public sealed class FlightTests
{
    private static readonly DateTime Noon = new(2001, 2, 19, 12, 0, 0);
    private static readonly PartitionRange<Day> Days = new(new(2001, 2, 19), new(2001, 2, 19));

    [Fact]
    public async Task A_flight_that_nobody_believes_is_left_out()
    {
        var flights = Table.Of([Flight(-91), Flight(-90), Flight(14), Flight(15), Flight(60), Flight(1441)]);

        var departures = await ArchiveAssets.Departures(flights, Days, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        departures.Select(departure => departure.Punctuality)
            .ShouldBe([Punctuality.Early, Punctuality.OnTime, Punctuality.Late, Punctuality.VeryLate]);
    }

    [Fact]
    public async Task Routes_and_airports_are_counted_from_what_the_archive_has()
    {
        var run = await AssetTest.For(ReportCatalog.Routes, ReportCatalog.AirportReport)
            .ComputingUpstreams()
            .With(ArchiveCatalog.Departures, [Departure(0), Departure(30), Departure(-5, "OSL", "VIE"), Departure(0, "XXX", "VIE")])
            .WithResource<IFlightArchive>(new FakeArchive())
            .MaterializeAsync();

        run.ShouldHaveRows(ReportCatalog.Routes, [new("VIE", "OSL", 2, 15), new("OSL", "VIE", 1, -5), new("XXX", "VIE", 1, 0)]);
        run.ShouldHaveRows(ReportCatalog.AirportReport,
        [
            new(1, "VIE", "Vienna", null, 2, 0.5),
            new(2, "OSL", "Oslo", null, 1, 0),
            new(3, "XXX", null, null, 1, 0),
        ]);
    }

    [Fact]
    public void A_model_of_regular_traffic_expects_it_and_finds_the_day_without()
    {
        var storm = new DateOnly(2001, 3, 1);
        var days = Enumerable.Range(0, 3 * 7).Select(day => new DateOnly(2001, 2, 19).AddDays(day))
            .Select(day => new TrafficDay(day, day.DayOfWeek is DayOfWeek.Saturday ? 700 : 1000, 0)).ToList();
        List<TrafficDay> stormy = [.. days.Select(day => day.Day == storm ? day with { Departures = 400 } : day)];

        var regular = TrafficAssets.TrafficModel(days).Value;
        var found = TrafficAssets.UnusualDays(stormy, TrafficAssets.TrafficModel(stormy).Value);

        regular.RSquared.ShouldBe(1, 0.0001);
        DayOfWeekModel.Expected(regular, new DateOnly(2001, 6, 2)).ShouldBe(700, 0.1);
        TrafficAssets.UnusualDays(days, regular).ShouldBeEmpty();
        found.Select(day => day.Day).ShouldBe([storm]);
    }

    [Fact]
    public void Without_flights_no_day_is_unusual() =>
        TrafficAssets.UnusualDays([], TrafficAssets.TrafficModel([]).Value).ShouldBeEmpty();

    [Fact]
    public async Task The_snowstorm_of_March_2001_is_found()
    {
        var data = Path.Combine(AppContext.BaseDirectory, "data");
        var archive = new FileArchive(Path.Combine(data, "flights.parquet"), Path.Combine(data, "airports.csv"));
        var flights = await archive.Flights(DateOnly.MinValue, DateOnly.MaxValue).ToListAsync(TestContext.Current.CancellationToken);
        var days = flights.GroupBy(flight => DateOnly.FromDateTime(flight.Date)).Select(day => new TrafficDay(day.Key, day.Count(), 0)).OrderBy(day => day.Day).ToList();

        TrafficAssets.UnusualDays(days, TrafficAssets.TrafficModel(days).Value).Where(day => day.Deviations < 0).Select(day => day.Day)
            .ShouldBe([new(2001, 3, 5), new(2001, 3, 6)]);
    }

    [Fact]
    public async Task The_routes_are_written_as_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("flights-");
        try
        {
            Route[] routes = [new("VIE", "OSL", 2, 15), new("OSL", "VIE", 1, -5)];
            var run = await AssetTest.For(ReportCatalog.RoutesFile)
                .With(ReportCatalog.Routes, routes)
                .WithResource(new ExportFolder(folder.FullName))
                .MaterializeAsync();

            var file = run.Value(ReportCatalog.RoutesFile);
            file.Rows.ShouldBe(2);
            (await Parquet.Read<Route>(file.Path, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldBe(routes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_states_are_those_of_the_airports()
    {
        var airports = await new FileArchive(string.Empty, Path.Combine(AppContext.BaseDirectory, "data", "airports.csv"))
            .Airports().ToListAsync(TestContext.Current.CancellationToken);

        Enum.GetNames<State>().ShouldBe(airports.Select(airport => airport.State!).Distinct().Order(StringComparer.Ordinal));
    }

    private static Flight Flight(long delay, string origin = "VIE", string destination = "OSL") => new(Noon, delay, 850, origin, destination);

    private static Departure Departure(int delay, string origin = "VIE", string destination = "OSL") =>
        new(Noon, origin, destination, delay, 850, ArchiveAssets.Punctual(delay));
}
