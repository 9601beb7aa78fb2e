extern alias Analyzers;

using System.Diagnostics;
using System.Runtime.CompilerServices;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What the generator costs: for each key press in an editor, and for a cold build.</summary>
internal static class GeneratorRun
{
    private const int Rounds = 21;

    private static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("Dataplatform.Sdk.", StringComparison.Ordinal) || Path.GetFileName(path) == "Dataplatform.Sdk.Abstractions.dll")
        .Select(path => MetadataReference.CreateFromFile(path))];

    public static void Measure()
    {
        Console.WriteLine($"| one key press, median of {Rounds} (slowest), ms | 200 + 200 | 2,000 + 2,000 |");
        Console.WriteLine("|---|---|---|");
        (string Name, Func<CSharpCompilation, int, CSharpCompilation> Edit)[] edits =
        [
            ("in a file without assets", static (project, n) => Replace(project, "Other.cs", $"public static class Other {{ public static int F() => {n}; }}")),
            ("in an asset's body", static (project, n) => Replace(project, "Assets7.cs", Asset(7, body: n))),
            ("in an asset's parameters", static (project, n) => Replace(project, "Assets7.cs", Asset(7, more: $", TimeProvider clock{n}"))),
            ("in a contract's columns", static (project, n) => Replace(project, "Row7.cs", Contract(7, $", long Column{n}"))),
        ];
        foreach (var (name, edit) in edits)
        {
            Console.WriteLine($"| {name} | {KeyPress(200, edit)} | {KeyPress(2000, edit)} |");
        }

        Console.WriteLine();
        Console.WriteLine("| cold, median of 3, ms | the generator | compile without it | generator and compile | added |");
        Console.WriteLine("|---|---|---|---|---|");
        Cold(100, 100);
        foreach (var (assets, contracts) in new[] { (1000, 50), (1000, 1000) })
        {
            var runs = Enumerable.Range(0, 3).Select(_ => Cold(assets, contracts)).OrderBy(run => run.With - run.Without).ToList();
            var (generator, without, with) = runs[1];
            Console.WriteLine(FormattableString.Invariant($"| {assets:N0} assets, {contracts:N0} contracts | {generator:0} | {without:0} | {with:0} | {with - without:0} |"));
        }

        Console.WriteLine();
        Console.WriteLine($"Kept by the driver between two key presses, at 2,000 + 2,000: {Kept() / 1048576.0:0.0} MB, of which the generated text and its trees are {Text() / 1048576.0:0.0} MB.");
    }

    private static string KeyPress(int count, Func<CSharpCompilation, int, CSharpCompilation> edit)
    {
        var project = Project(count);
        var driver = NewDriver().RunGenerators(project);
        var times = new List<double>();
        for (var n = -3; n < Rounds; n++)
        {
            project = edit(project, n + 10);
            var watch = Stopwatch.StartNew();
            driver = driver.RunGenerators(project);
            if (n >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return FormattableString.Invariant($"{times[Rounds / 2]:0.0} ({times[^1]:0.0})");
    }

    private static (double Generator, double Without, double With) Cold(int assets, int contracts)
    {
        var project = Project(assets, contracts);
        var watch = Stopwatch.StartNew();
        Emit(project);
        var without = watch.Elapsed.TotalMilliseconds;

        project = Project(assets, contracts);
        watch.Restart();
        NewDriver().RunGeneratorsAndUpdateCompilation(project, out var output, out _);
        var generator = watch.Elapsed.TotalMilliseconds;
        Emit(output);
        return (generator, without, watch.Elapsed.TotalMilliseconds);
    }

    private static void Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
        }
    }

    private static long Kept()
    {
        Compilation? project = Project(2000);
        project.GetDiagnostics();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var driver = Run(project);
        // The trees are the editor's in any case, so they stay in both counts.
        var trees = project.SyntaxTrees;
        project = null;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(driver);
        GC.KeepAlive(trees);
        return kept;
    }

    private static long Text() => NewDriver().RunGenerators(Project(2000)).GetRunResult().Results[0].GeneratedSources.Sum(source => source.SourceText.Length * 2L);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GeneratorDriver Run(Compilation project) => NewDriver().RunGenerators(CSharpCompilation.Create("Shop", project.SyntaxTrees, References, Options()));

    public static CSharpCompilation Empty() => CSharpCompilation.Create("Shop", [], References, Options());

    public static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new AssetGenerator().AsSourceGenerator()], parseOptions: Parse);

    private static CSharpCompilation Replace(CSharpCompilation project, string file, string text) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.First(tree => tree.FilePath == file), Tree(text, file));

    private static CSharpCompilation Project(int count) => Project(count, count);

    private static CSharpCompilation Project(int assets, int contracts) => CSharpCompilation.Create(
        "Shop",
        Enumerable.Range(0, contracts).Select(i => Tree(Contract(i), $"Row{i}.cs"))
            .Concat(Enumerable.Range(0, assets).Select(i => Tree(Asset(i, contracts: contracts), $"Assets{i}.cs")))
            .Prepend(Tree("global using System; global using System.Collections.Generic; global using Dataplatform.Sdk;", "Usings.cs"))
            .Append(Tree("public static class Other { }", "Other.cs")),
        References,
        Options());

    private static CSharpCompilationOptions Options() => new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    public static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, Parse, path);

    private static string Contract(int i, string more = "") => $"namespace Shop; [Contract] public sealed record Row{i}(long Id, string? Name, decimal Amount, DateOnly Day{more});";

    private static string Asset(int i, int body = 0, string more = "", int contracts = int.MaxValue) => $$"""
        namespace Shop;

        [Domain("shop")]
        public static class Assets{{i}}
        {
            /// <summary>The rows of number {{i}}.</summary>
            [Asset]
            public static IEnumerable<Row{{i % contracts}}> Rows{{i}}({{(i == 0 ? string.Empty : $"[Upstream(typeof(Assets{i - 1}), nameof(Assets{i - 1}.Rows{i - 1}))] IReadOnlyList<Row{(i - 1) % contracts}> before, ")}}CancellationToken stop{{more}})
            {
                yield return new({{body}}, null, 1m, default);
            }
        }
        """.Replace("CancellationToken", "System.Threading.CancellationToken", StringComparison.Ordinal);
}
