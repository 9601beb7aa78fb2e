using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Configs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary><c>--config</c> and the verbs <c>config show</c> and <c>config schema</c>.</summary>
public sealed class ConfigTests
{
    private static readonly Shop Configured = new()
    {
        Configs = [typeof(OrderConfig)],
        OnRawOrders = run =>
        {
            var config = run.Config<OrderConfig>();
            run.Context.Logger.LogWarning("Key {Key} of {Region}", config.Key?.Reveal(), config.Region);
            run.Context.AddMetadata("called", $"https://shop/?key={config.Key?.Reveal()}");
            return run.RowsAsync<long>(0, config.Values ?? [config.Limit]);
        },
    };

    [Fact]
    public async Task Later_sources_win_and_each_value_says_where_it_is_from()
    {
        using var folder = new ConfigFolder();
        var file = folder.Write("run.json", """{ "orders": { "limit": 7, "Values": [3, 4] } }""");
        var run = App(("Region", "eu"), ("Key", "key-6101"), ("Limit", "6"), ("Values", "1, 2"));

        (await run.RunAsync("config", "show", "--config", file, "--config", "orders:Region=us")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.OutLines.Skip(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe([
            "orders:Region us --config", "orders:Key *** Memory", $"orders:Limit 7 {file}", $"orders:Values 3, 4 {file}",
        ]);
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_before_anything_runs()
    {
        using var folder = new ConfigFolder();
        var broken = folder.Write("broken.json", "{\n \"orders\": \n}");
        var run = App(("Limit", "11"), ("Valeus", "1"));

        var code = await run.RunAsync("materialize", "--config", broken, "--config", "order:Limit=1", "--config", "limit=secret-1", "--config", "orders:Values=1,x", "--config", "gone.json");

        code.ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.Split("\n", StringSplitOptions.RemoveEmptyEntries).ShouldBe([
            "error: The run cannot start:",
            $"- --config {broken}: the file is no JSON, from line 3 on.",
            "- --config limit=… names no member. Write section:Member=value, or the path of a JSON file.",
            "- --config gone.json: there is no such file. Values are written as section:Member=value.",
            "- Dataplatform:Config:order in --config: there is no configuration 'order'. Did you mean 'orders'?",
            "- Dataplatform:Config:orders:Valeus in Memory: the configuration 'orders' has no member 'Valeus'. Did you mean 'Values'?",
            "- Dataplatform:Config:orders:Limit in Memory: The field Limit must be between 1 and 10.",
            "- Dataplatform:Config:orders:Values in --config: an item of 'Values' is 'x', and must be a whole number.",
            "- The configuration 'orders' lacks 'Region'. Set Dataplatform:Config:orders:Region, as the environment variable Dataplatform__Config__orders__Region, or --config orders:Region=….",
        ]);
        run.Store.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Validate_finds_them_too()
    {
        var run = App(("Region", "E"));

        (await run.RunAsync("validate", "--config", "orders:Limit=many")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldContain("error: Dataplatform:Config:orders:Limit in --config: 'Limit' is 'many', and must be a whole number from -2147483648 to 2147483647.");
        run.Console.Error.ShouldContain("must be a string or array type with a minimum length of '2'");
        run.Console.Error.ShouldContain("must match the regular expression '[a-z]+'");
    }

    [Fact]
    public async Task A_run_is_recorded_with_its_configuration_and_without_secrets()
    {
        var run = App(("Region", "eu"), ("Key", "key-6102"));
        (await run.RunAsync("materialize", "--json", "--config", "orders:Values=8,9")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldContain("https://shop/?key=***");
        run.Console.Out.ShouldNotContain("key-6102");

        var show = run.With();
        (await show.RunAsync("runs", "show")).ShouldBe(ExitCodes.Done, show.Console.Error);
        show.Console.Out.ShouldContain("config       orders:Limit=5, orders:Region=eu, orders:Values=8, 9");
        show.Console.Out.ShouldNotContain("Key");

        var logs = run.With();
        (await logs.RunAsync("logs")).ShouldBe(ExitCodes.Done, logs.Console.Error);
        logs.Console.Out.ShouldContain("Key *** of eu");
    }

    [Fact]
    public async Task Services_are_given_it_as_well()
    {
        var builder = DataplatformApp.CreateBuilder(["--config", "orders:Region=eu", "--config=orders:Limit=2"]);
        builder.AddCatalog(Configured.Catalog);
        builder.Configuration.AddInMemoryCollection([new("Dataplatform:Config:orders:Limit", "9")]);
        await using var app = builder.Build();

        app.Services.GetRequiredService<OrderConfig>().ShouldBe(new OrderConfig("eu", null, 2, null));
        app.Services.GetRequiredService<IConfiguration>()["Dataplatform:Config:orders:Region"].ShouldBe("eu");
    }

    [Fact]
    public async Task The_arguments_of_one_command_are_not_those_of_another()
    {
        var builder = DataplatformApp.CreateBuilder(["--config", "orders:Region=eu"]);
        builder.AddCatalog(Configured.Catalog);
        await using var app = builder.Build();

        app.Host.ConfigsOf(ConfigArguments.Parse(["orders:Region=us"])).Get(typeof(OrderConfig)).ShouldBe(new OrderConfig("us", null, 5, null));
        app.Host.ConfigsOf(ConfigArguments.Parse([])).Problems([typeof(OrderConfig)]).ShouldHaveSingleItem().ShouldContain("lacks 'Region'");
    }

    [Fact]
    public void Another_process_is_given_whole_paths() => ConfigArguments.Absolute(["--config", "a.json", "--config=b.json", "--config", "s:M=a.json", "x"])
        .ShouldBe(["--config", Path.GetFullPath("a.json"), $"--config={Path.GetFullPath("b.json")}", "--config", "s:M=a.json", "x"]);

    [Fact]
    public async Task The_schema_says_what_a_file_may_hold()
    {
        var run = App();

        (await run.RunAsync("config", "schema")).ShouldBe(ExitCodes.Done, run.Console.Error);

        Approved.Match(run.Console.Out, "config-schema");
    }

    [Fact]
    public async Task What_nobody_takes_may_be_left_unconfigured()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(new Dataplatform.Sdk.Catalog.AssetCatalog("Library", []) { Configs = [typeof(OrderConfig)] }) };

        (await run.RunAsync("materialize", "--select", "raw_customers")).ShouldBe(ExitCodes.Done, run.Console.Error);
        (await run.With().RunAsync("materialize", "--select", "raw_customers", "--config", "orders:Limit=x")).ShouldBe(ExitCodes.UserMistake);
    }

    private static TestRun App(params (string Member, string Value)[] values) => new()
    {
        Shop = Configured,
        Configure = builder => builder.Configuration.AddInMemoryCollection(values.ToDictionary(value => $"Dataplatform:Config:orders:{value.Member}", value => (string?)value.Value)),
    };

    private sealed class ConfigFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("config-").FullName;

        public string Write(string name, string text)
        {
            var path = Path.Combine(_path, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
