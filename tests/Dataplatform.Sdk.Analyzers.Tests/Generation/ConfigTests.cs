using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Configs;
using Microsoft.Extensions.Configuration;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

/// <summary>Generated code makes configuration of what the configuration of .NET says.</summary>
public sealed class ConfigTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;

        namespace Sales;

        public enum Pace { Slow = -1, Fast = 2 }

        /// <summary>How the shop is read.</summary>
        /// <param name="Limit">At most so many.</param>
        [Config]
        public sealed record ShopApiConfig(
            Uri Endpoint,
            Secret<string> Key,
            [Range(1, 100)] int Limit = 5,
            Pace Pace = Pace.Fast,
            IReadOnlyList<string>? Regions = null,
            [property: Range(0d, 1d)] double Share = 0.25,
            decimal Price = 1.10m,
            float Ratio = -0.5f,
            long Least = long.MinValue,
            TimeSpan Timeout = default,
            DateOnly? Since = null,
            string Text = "a\"b")
        {
            public string Shown => $"{Endpoint} {Key.Reveal()} {Limit} {Pace} {string.Join("+", Regions ?? ["none"])} {Share} {Price} {Ratio} {Least} {Timeout} {Since:yyyy-MM-dd} {Text}";
        }

        [Contract] public sealed record Row(int Id);

        public static class SalesAssets
        {
            [Asset] public static string Shown(ShopApiConfig config) => config.Shown;
            [Asset] public static Sql<Row> Few(ShopApiConfig config) => $"select {config.Limit} as id";
        }
        """;

    [Fact]
    public void Generated_code_is_the_approved_one() => Approval.Check("Config", Compiled.Clean(Source).File("Sales.ShopApiConfig.Config"));

    [Fact]
    public async Task An_asset_is_given_what_is_configured_and_the_defaults_of_the_rest()
    {
        using var loaded = LoadedAssembly.Of(Source);
        var step = loaded.Step("SalesAssets.Shown");
        var type = step.Configs.ShouldHaveSingleItem();
        loaded.Catalog.Configs.ShouldBe([type]);
        step.Resources.ShouldBeEmpty();

        (await ShownAsync(loaded, new() { ["Endpoint"] = "https://shop/", ["key"] = "k-8201" }))
            .ShouldBe("https://shop/ k-8201 5 Fast none 0.25 1.10 -0.5 -9223372036854775808 00:00:00  a\\u0022b");
        (await ShownAsync(loaded, new()
        {
            ["endpoint"] = "https://other/", ["KEY"] = "k-8202", ["Limit"] = "7", ["Pace"] = "slow", ["Regions:0"] = "eu", ["Regions:1"] = "us", ["Share"] = "1",
            ["Price"] = "2.50", ["Ratio"] = "1", ["Least"] = "3", ["Timeout"] = "90s", ["Since"] = "2024-02-29", ["Text"] = string.Empty,
        })).ShouldBe("https://other/ k-8202 7 Slow eu\\u002Bus 1 2.50 1 3 00:01:30 2024-02-29 ");
    }

    [Fact]
    public void Rules_and_what_is_said_of_members_come_from_the_record()
    {
        using var loaded = LoadedAssembly.Of(Source);
        var definition = ConfigDefinitions.Get(loaded.Catalog.Configs[0]);

        definition.Section.ShouldBe("shop_api");
        definition.Description.ShouldBe("How the shop is read.");
        definition.Members.Single(member => member.Name == "Limit").Description.ShouldBe("At most so many.");
        definition.Members.Where(member => member.IsRequired).Select(member => member.Name).ShouldBe(["Endpoint", "Key"]);
        Problems(loaded, new() { ["Endpoint"] = "x", ["Limit"] = "0", ["Share"] = "1.5" }).ShouldBe([
            "Dataplatform:Config:shop_api:Endpoint in Memory: 'Endpoint' is 'x', and must be an address as https://example.org/.",
            "Dataplatform:Config:shop_api:Limit in Memory: The field Limit must be between 1 and 100.",
            "Dataplatform:Config:shop_api:Share in Memory: The field Share must be between 0 and 1.",
            "The configuration 'shop_api' lacks 'Key'. Set Dataplatform:Config:shop_api:Key, as the environment variable Dataplatform__Config__shop_api__Key, in user secrets, or in a file for --config.",
        ]);
    }

    private static RunConfigs Configs(LoadedAssembly loaded, Dictionary<string, string?> values) => RunConfigs.Of(
        loaded.Catalog.Configs,
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(value => $"Dataplatform:Config:shop_api:{value.Key}", value => value.Value)).Build());

    private static IReadOnlyList<string> Problems(LoadedAssembly loaded, Dictionary<string, string?> values) => Configs(loaded, values).Problems(loaded.Catalog.Configs);

    private static async Task<string> ShownAsync(LoadedAssembly loaded, Dictionary<string, string?> values)
    {
        Problems(loaded, values).ShouldBeEmpty();
        var type = loaded.Catalog.Configs[0];
        var log = await RecordingInvocation.RunAsync(loaded.Step("SalesAssets.Shown"), run => run.Configs[type] = Configs(loaded, values).Get(type));
        return log.ShouldHaveSingleItem()["artifact 0: \"".Length..^1];
    }
}
