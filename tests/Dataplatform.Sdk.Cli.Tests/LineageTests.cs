using System.Text.Json;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class LineageTests
{
    [Theory]
    [InlineData("reach", "lineage crm/reach")]
    [InlineData("reach-best", "lineage reach.best")]
    [InlineData("downstream", "lineage crm/people.email --downstream")]
    [InlineData("both-ways", "lineage recent_visits.who --upstream --downstream")]
    [InlineData("assumed", "lineage contacts")]
    [InlineData("guesses", "lineage guesses.calls")]
    [InlineData("running", "lineage running")]
    [InlineData("mermaid", "lineage reach.best --format mermaid")]
    [InlineData("json", "lineage reach.best --format json")]
    public async Task Lineage_is_shown(string name, string args)
    {
        var run = Run();
        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.Done, run.Console.Error);

        Approved.Match(run.Console.Out, $"lineage-{name}");
    }

    [Fact]
    public async Task A_query_of_partitions_is_read_with_a_key_of_its_definition()
    {
        var run = Run();
        (await run.RunAsync("lineage", "daily", "--format", "json")).ShouldBe(ExitCodes.Done, run.Console.Error);

        using var json = JsonDocument.Parse(run.Console.Out);
        json.RootElement.GetProperty("assumed").GetArrayLength().ShouldBe(0);
        json.RootElement.GetProperty("edges").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_reads_no_queries_leaves_every_column_possible()
    {
        var run = Run(readsQueries: false);
        (await run.RunAsync("lineage", "recent_visits.id")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.Out.ShouldContain("≈ crm/recent_visits: the store of 'crm/recent_visits' does not read queries. More is shown than may be true.");
        run.Console.Out.ShouldContain("crm/visits.pages");
    }

    [Fact]
    public async Task A_public_asset_shows_no_tagged_column_unless_somebody_says_why()
    {
        var run = Run();
        (await run.RunAsync("validate")).ShouldBe(ExitCodes.UserMistake);

        Approved.Match(string.Join('\n', run.Console.Error.Split('\n').Where(line => !line.StartsWith("  at ", StringComparison.Ordinal))), "lineage-validate");
    }

    [Fact]
    public async Task Nothing_is_opened_for_it()
    {
        var run = Run();
        await run.RunAsync("lineage", "crm/reach");

        run.Store.IsOpen.ShouldBeFalse();
        Directory.Exists(run.StateFolder).ShouldBeFalse();
    }

    private static TestRun Run(bool readsQueries = true)
    {
        var run = new TestRun
        {
            Configure = builder =>
            {
                builder.AddAssets();
                builder.Services.AddSingleton<ISink>(_ => throw new InvalidOperationException("Nothing asks for it."));
            },
        };
        run.Store.Lineage = readsQueries ? DuckDb.DuckDbAssetStore.InMemory(null, null).Lineage : null;
        return run;
    }
}
