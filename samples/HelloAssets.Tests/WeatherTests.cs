using Dataplatform.Sdk.Testing;
using Shouldly;
using Xunit;

namespace HelloAssets.Tests;

public sealed class WeatherTests
{
    [Fact]
    public async Task A_city_has_the_mean_and_the_warmest_of_its_days()
    {
        var run = await AssetTest.For(WeatherCatalog.CityClimate)
            .With(WeatherCatalog.Measurements,
            [
                new Measurement("Vienna", new(2024, 1, 1), -2),
                new Measurement("Vienna", new(2024, 7, 1), 30),
                new Measurement("Oslo", new(2024, 1, 1), -9),
            ])
            .MaterializeAsync();

        run.Rows(WeatherCatalog.CityClimate).ShouldBe([new CityClimate("Oslo", 1, -9, -9), new CityClimate("Vienna", 2, 14, 30)], ignoreOrder: true);
    }

    [Fact]
    public void An_asset_method_can_be_called_like_any_other() =>
        WeatherAssets.WarmestCity([new CityClimate("Oslo", 1, 6.25, 20), new CityClimate("Lisbon", 1, 17.5, 40)])
            .ShouldBe("Lisbon, 17.5 °C on average");

    [Fact]
    public async Task Without_measurements_it_is_warmest_nowhere()
    {
        var run = await AssetTest.For(WeatherCatalog.WarmestCity)
            .ComputingUpstreams()
            .With(WeatherCatalog.Measurements, [])
            .MaterializeAsync();

        run.Value(WeatherCatalog.WarmestCity).ShouldBe("nowhere");
    }
}
