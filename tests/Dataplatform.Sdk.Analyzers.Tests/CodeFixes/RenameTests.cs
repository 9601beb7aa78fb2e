using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Rename;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeFixes;

public sealed class RenameTests
{
    private const string Source = Compiled.Usings + """
        [Contract] public sealed record Row(int Id);
        [Domain("shop")]
        public static class ShopAssets
        {
            [Asset] public static IReadOnlyList<Row> RawOrders() => [];
            [Asset] public static Sql<Row> Orders(Table<Row> rawOrders) => $"select * from {rawOrders}";
            [Asset, After(nameof(RawOrders))] public static void Send() { }
        }
        [Domain("marts")]
        public static class MartAssets
        {
            [Asset] public static int Count([Upstream(typeof(ShopAssets), nameof(ShopAssets.RawOrders))] Table<Row> orders) => 1;
        }
        """;

    [Fact]
    public async Task Renaming_an_asset_takes_its_names_along_and_the_rest_has_a_fix()
    {
        using var bench = new Workbench(Source, [], Installed.Fixes);
        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
        var compilation = (await bench.Current.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var method = compilation.GetTypeByMetadataName("ShopAssets")!.GetMembers("RawOrders").Single();

        bench.Solution = await Renamer.RenameSymbolAsync(bench.Solution, method, new SymbolRenameOptions(), "OrderLines", TestContext.Current.CancellationToken);

        var text = await bench.TextAsync();
        text.ShouldContain("After(nameof(OrderLines))");
        text.ShouldContain("nameof(ShopAssets.OrderLines)");
        var left = (await bench.DiagnosticsAsync()).ShouldHaveSingleItem();
        left.Id.ShouldBe("DP1001", "the parameter that carried the asset's name carries the old one");
        await bench.ApplyAsync((await bench.ActionsAsync(left))[0]);
        (await bench.TextAsync()).ShouldContain("Orders(Table<Row> orderLines) => $\"select * from {orderLines}\"");
        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_use_of_the_old_key_has_a_fix()
    {
        // A test project sees the keys of the library's build.
        var library = Compiled.Clean(Source[Compiled.Usings.Length..].Replace("RawOrders", "OrderLines", StringComparison.Ordinal).Replace("rawOrders", "orderLines", StringComparison.Ordinal), "Library").Reference();
        using var bench = new Workbench(Compiled.Usings + "public static class Use { public static AssetKey Key => ShopCatalog.OrderLine; public static object Other => ShopCatalog.Zzzzzzzzzzzz; }", [library], Installed.Fixes);
        var diagnostics = await bench.DiagnosticsAsync();
        diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["CS0117", "CS0117"]);
        (await bench.ActionsAsync(diagnostics[1])).ShouldBeEmpty("nothing is like it");

        await bench.ApplyAsync((await bench.ActionsAsync(diagnostics[0])).ShouldHaveSingleItem());

        (await bench.TextAsync()).ShouldContain("ShopCatalog.OrderLines;");
    }
}
