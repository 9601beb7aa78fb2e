using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A sample that is broken in one place fails `dotnet build` with one diagnostic on that place.</summary>
public sealed partial class BrokenGraphTests
{
    private const string Good = """
        using Dataplatform.Sdk;

        [Contract]
        public sealed record Order(long Id, decimal Amount);

        [Contract]
        public sealed record Total(decimal Amount);

        [Domain("sales")]
        public static class SalesAssets
        {
            [Asset]
            public static IReadOnlyList<Order> RawOrders() => [];

            [Asset]
            public static Sql<Order> LargeOrders(Table<Order> rawOrders) => $"from {rawOrders} where amount > 100";

            [Asset]
            public static Sql<Total> Totals(Table<Order> largeOrders) => $"select sum(amount) as amount from {largeOrders}";
        }
        """;

    [Fact]
    public async Task The_sample_itself_builds() => (await BuildAsync(Good)).ShouldBeEmpty();

    [Fact]
    public async Task A_misspelt_parameter_fails_the_build() => await FailsAsync(
        Good.Replace("Totals(Table<Order> largeOrders) => $\"select sum(amount) as amount from {largeOrders}", "Totals(Table<Order> lagreOrders) => $\"select sum(amount) as amount from {lagreOrders}"),
        "lagreOrders) =>",
        "DP1001",
        "Did you mean 'sales/large_orders'?");

    [Fact]
    public async Task A_wrong_row_type_fails_the_build() => await FailsAsync(
        Good.Replace("record Total(decimal Amount)", "record Total(decimal Sum)").Replace("Totals(Table<Order>", "Totals(Table<Total>"),
        "Table<Total> largeOrders", "DP1008", "takes rows of 'Total', but the asset 'sales/large_orders' has rows of 'Order': column 'sum' is missing");

    [Fact]
    public async Task A_circle_fails_the_build() => await FailsAsync(
        Good.Replace("LargeOrders(Table<Order> rawOrders) => $\"from {rawOrders}", "LargeOrders(Table<Total> totals) => $\"from {totals}"),
        "totals) =>",
        "DP1004",
        "sales/large_orders -> sales/totals -> sales/large_orders");

    [Fact]
    public async Task A_duplicate_key_fails_the_build() => await FailsAsync(
        Good + "\n[Domain(\"sales\")] public static class MoreAssets { [Asset] public static IReadOnlyList<Total> Totals() => []; }\n",
        "Totals(Table<Order>",
        "DP1003",
        "'MoreAssets.Totals' and 'SalesAssets.Totals' both make the asset 'sales/totals'");

    private static async Task FailsAsync(string program, string place, string id, string message)
    {
        program.ShouldNotBe(Good, "the mistake must be in the program");
        var errors = await BuildAsync(program);

        var error = errors.ShouldHaveSingleItem();
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(message);
        (error.Line, error.Column).ShouldBe(Place(program, place));
    }

    private static (int Line, int Column) Place(string program, string text)
    {
        var at = program.IndexOf(text, StringComparison.Ordinal);
        return (1 + program[..at].Count(c => c == '\n'), at - program.LastIndexOf('\n', at));
    }

    private static async Task<IReadOnlyList<(string Id, int Line, int Column, string Message)>> BuildAsync(string program)
    {
        using var folder = new TemporaryFolder();
        var built = Path.Combine(AppProcess.RepositoryRoot, "src/Dataplatform.Sdk.Abstractions/bin", AppProcess.Configuration, "net10.0");
        await File.WriteAllTextAsync(folder.File("Shop.cs"), program);
        await File.WriteAllTextAsync(folder.File("Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup>
                <Reference Include="{built}/Dataplatform.Sdk.Abstractions.dll" />
                <Analyzer Include="{AppProcess.RepositoryRoot}analyzers/Dataplatform.Sdk.Analyzers/bin/{AppProcess.Configuration}/netstandard2.0/Dataplatform.Sdk.Analyzers.dll" />
              </ItemGroup>
            </Project>
            """);

        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "-nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        var errors = Problem().Matches(output)
            .Select(match => (match.Groups["id"].Value, int.Parse(match.Groups["line"].Value), int.Parse(match.Groups["column"].Value), match.Groups["message"].Value.Trim()))
            .Distinct().ToList();
        build.ExitCode.ShouldBe(errors.Count == 0 ? 0 : 1, output);
        return errors;
    }

    [GeneratedRegex(@"Shop\.cs\((?<line>\d+),(?<column>\d+)\): (error|warning) (?<id>\w+): (?<message>[^\[\n]*)")]
    private static partial Regex Problem();
}
