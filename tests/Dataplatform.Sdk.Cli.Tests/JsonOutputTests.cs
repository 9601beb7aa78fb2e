using System.Text.Json;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>Other people's programs read these names: a change of an approved file is a breaking change.</summary>
public sealed class JsonOutputTests
{
    [Fact]
    public async Task A_run_is_told_as_events()
    {
        TestRun run = null!;
        run = new TestRun
        {
            Shop = new Shop
            {
                OnRawOrders = async invocation =>
                {
                    run.Clock.Advance(TimeSpan.FromMilliseconds(1.25));
                    await invocation.RowsAsync<long>(0, [1, 2, 3]);
                },
            },
        };
        (await run.RunAsync("--json", "--max-parallel", "1")).ShouldBe(ExitCodes.Done);
        Approved.Match(TestRun.Scrub(run.Console.Out), "materialize-json");
        run.Console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_run_tells_why_and_what_was_skipped()
    {
        var run = new TestRun { Shop = new Shop { OnRawOrders = _ => throw new DataplatformException("The shop is closed.\nIt opens at 9.") } };
        (await run.RunAsync("materialize", "--json", "--max-parallel", "1")).ShouldBe(ExitCodes.RunFailed);
        Approved.Match(TestRun.Scrub(run.Console.Out), "materialize-json-failed");
    }

    [Fact]
    public async Task Every_line_is_one_object()
    {
        var run = new TestRun();
        await run.RunAsync("--json");
        foreach (var line in run.Console.OutLines)
        {
            using var json = JsonDocument.Parse(line);
            json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        }

        run.Console.OutLines[^1].ShouldStartWith("""{"event":"run_completed","status":"succeeded","assets":[{"key":""");
    }

    [Fact]
    public async Task The_list_has_an_object_for_each_asset()
    {
        var run = new TestRun { Configure = builder => builder.Environment.ContentRootPath = SourceFolder() };
        (await run.RunAsync("list", "--json")).ShouldBe(ExitCodes.Done);
        Approved.Match(run.Console.Out, "list-json");
    }

    [Fact]
    public async Task The_plan_has_an_object_for_each_step()
    {
        var run = new TestRun();
        (await run.RunAsync("plan", "--json")).ShouldBe(ExitCodes.Done);
        Approved.Match(run.Console.Out, "plan-json");
    }

    [Theory]
    [InlineData("mermaid")]
    [InlineData("dot")]
    [InlineData("json")]
    public async Task The_graph_has_three_formats(string format)
    {
        var run = new TestRun();
        (await run.RunAsync("graph", "--format", format)).ShouldBe(ExitCodes.Done);
        Approved.Match(run.Console.Out, $"graph-{format}");
    }

    [Fact]
    public async Task A_mistake_is_the_last_line_and_on_standard_error_too()
    {
        var run = new TestRun();
        (await run.RunAsync("--json", "--select", "group:shpo")).ShouldBe(ExitCodes.UserMistake);
        run.Console.OutLines.ShouldHaveSingleItem().ShouldStartWith("""{"event":"error","message":"There is no group 'shpo'. Did you mean 'shop'?""");
        run.Console.Error.ShouldStartWith("error: There is no group 'shpo'.");
    }

    [Fact]
    public async Task Every_type_of_metadata_has_a_form()
    {
        var run = new TestRun
        {
            Shop = new Shop
            {
                OnRawOrders = async invocation =>
                {
                    MetadataValue[] values =
                    [
                        1L, 2.5, double.NaN, true, "text", MetadataValue.FromMarkdown("# Title"), new Uri("https://example.com/a"),
                        MetadataValue.FromJson("{\n \"a\": [1, 2]\n}"), MetadataValue.FromTable(["a", "b"], [["1", null]]),
                    ];
                    for (var i = 0; i < values.Length; i++)
                    {
                        invocation.Context.AddMetadata($"m{i}", values[i]);
                    }

                    await invocation.RowsAsync<long>(0, [1]);
                },
            },
        };
        await run.RunAsync("--json", "--select", "shop/raw_orders");
        var line = run.Console.OutLines.Single(line => line.Contains("asset_materialized", StringComparison.Ordinal));
        Approved.Match(line[line.IndexOf("\"metadata\"", StringComparison.Ordinal)..] + "\n", "metadata-json");
    }

    // The folder of this project's sources, as the compiler recorded it.
    private static string SourceFolder()
    {
        using var reader = new CodeLocations.CodeLocationReader();
        var file = reader.Find(typeof(ShopAssets), nameof(ShopAssets.RawOrders)).ShouldNotBeNull().File;
        return Path.GetDirectoryName(Path.GetDirectoryName(file))!;
    }
}
