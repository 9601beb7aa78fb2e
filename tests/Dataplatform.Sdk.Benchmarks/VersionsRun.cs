using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.CodeVersions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>How long the code versions of many assets take: in a new process, and again.</summary>
internal static class VersionsRun
{
    private const int Assets = 1000;

    public static void Measure()
    {
        var catalog = Load();
        var times = new List<double>();
        var reached = 0;
        for (var round = 0; round < 6; round++)
        {
            var watch = Stopwatch.StartNew();
            var reader = new CodeVersionReader([catalog]);
            reached = catalog.Steps.Sum(step => reader.Of(step).Parts.Count);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(FormattableString.Invariant($"{catalog.Steps.Count:N0} assets, {reached:N0} parts: {times[0]:0} ms in a new process, then {times.Skip(1).Order().ElementAt(2):0} ms (median of 5)."));
        var one = Stopwatch.StartNew();
        _ = new CodeVersionReader([catalog]).Of(catalog.Steps[7]);
        Console.WriteLine(FormattableString.Invariant($"One asset alone: {one.Elapsed.TotalMilliseconds:0.0} ms."));
    }

    private static AssetCatalog Load()
    {
        var project = GeneratorRun.Empty()
            .AddSyntaxTrees(GeneratorRun.Tree("global using System; global using System.Linq; global using System.Collections.Generic; global using Dataplatform.Sdk;", "Usings.cs"))
            .AddSyntaxTrees(GeneratorRun.Tree(Helpers(), "Helpers.cs"))
            .AddSyntaxTrees(Enumerable.Range(0, Assets / 2).Select(i => GeneratorRun.Tree(Pair(i), $"Assets{i}.cs")))
            .WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(project, out var output, out _);
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
        }

        image.Position = 0;
        var assembly = AssemblyLoadContext.Default.LoadFromStream(image);
        return (AssetCatalog)assembly.GetCustomAttribute<AssetCatalogAttribute>()!.Registration.GetProperty("Catalog")!.GetValue(null)!;
    }

    // A chain of helpers, of which each asset calls one: what it reaches is up to a hundred methods.
    private static string Helpers() =>
        $"namespace Shop; public static class Helpers {{ public static decimal H0(decimal x) => x; {string.Join("\n", Enumerable.Range(1, 99).Select(i => $"public static decimal H{i}(decimal x) {{ try {{ return H{i - 1}(x * {i}m) + Math.Round(x, {i % 5}); }} catch (OverflowException) {{ return {i}; }} }}"))} }}";

    private static string Pair(int i) => $$"""
        namespace Shop;

        [Contract] public sealed record Row{{i}}(long Id, string? Name, decimal Amount, DateOnly Day);
        [Contract] public sealed record Total{{i}}(string? Name, decimal Amount);

        [Domain("shop")]
        public static class Assets{{i}}
        {
            [Asset]
            public static async IAsyncEnumerable<Row{{i}}> Rows{{i}}([System.Runtime.CompilerServices.EnumeratorCancellation] System.Threading.CancellationToken stop)
            {
                foreach (var number in Enumerable.Range({{i}}, 10).Where(x => x % 2 == 0).Select(x => x * {{i}}))
                {
                    await System.Threading.Tasks.Task.Yield();
                    yield return new(number, $"row {number}", Helpers.H{{i % 100}}(number), new DateOnly(2024, 1, 1).AddDays(number));
                }
            }

            [Asset]
            public static Sql<Total{{i}}> Totals{{i}}(Table<Row{{i}}> rows{{i}}) => $"select name, sum(amount) as amount from {rows{{i}}} where amount > {(decimal){{i}}} group by all";
        }
        """;
}
