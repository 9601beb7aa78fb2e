using Dataplatform.Sdk;

var builder = DataplatformApp.CreateBuilder(args);
builder.AddAssets();
builder.UseDuckDb("hello.duckdb");
return await builder.Build().RunAsync();

[Contract]
public sealed record Measurement(string City, DateOnly Day, double Celsius);

[Contract]
public sealed record CityClimate(string City, long Days, double Mean, double Warmest);

[Domain("weather", Owners = ["team:weather"])]
public static class WeatherAssets
{
    /// <summary>Noon temperatures, as a thermometer would send them.</summary>
    [Asset]
    public static IEnumerable<Measurement> Measurements() =>
        from city in new[] { (Name: "Vienna", Mean: 11.4), (Name: "Oslo", Mean: 6.3), (Name: "Lisbon", Mean: 17.5) }
        from day in Enumerable.Range(0, 365)
        select new Measurement(
            city.Name,
            new DateOnly(2024, 1, 1).AddDays(day),
            Math.Round(city.Mean - (9 * Math.Cos(2 * Math.PI * day / 365)), 1));

    /// <summary>One line per city: how warm it is, on average and at best.</summary>
    [Asset]
    public static Sql<CityClimate> CityClimate(Table<Measurement> measurements) => $"""
        select city, count(*) as days, avg(celsius) as mean, max(celsius) as warmest
        from {measurements}
        group by city
        """;

    /// <summary>The warmest city, for the people who only read one line.</summary>
    [Asset]
    public static string WarmestCity(IReadOnlyList<CityClimate> cityClimate) =>
        cityClimate.MaxBy(city => city.Mean) is { } warmest ? $"{warmest.City}, {warmest.Mean:0.0} °C on average" : "nowhere";
}
