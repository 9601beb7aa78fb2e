extern alias Analyzers;

using System.Collections.Immutable;
using Analyzers::Dataplatform.Sdk.Analyzers.Analyzers;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A source that went through the generator: twice, to see that a trivial edit changes nothing.</summary>
internal sealed record Compiled(CSharpCompilation Compilation, GeneratorDriverRunResult Result)
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Dataplatform.Sdk;

        """;

    public static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None);

    public static readonly ImmutableArray<MetadataReference> Framework = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name is "netstandard.dll" or "mscorlib.dll" or "Dataplatform.Sdk.Abstractions.dll"))
        .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>A library without a file.</summary>
    public static CSharpCompilation Empty(string assembly, params IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        assembly, [], [.. Framework, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    /// <summary>Compiles a source without looking at diagnostics.</summary>
    public static Compiled Raw(string source, string assembly = "Shop", params IEnumerable<MetadataReference> references)
    {
        var input = Empty(assembly, references).AddSyntaxTrees(Tree(Usings + source, "Source.cs"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new AssetGenerator().AsSourceGenerator()], parseOptions: Parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        var first = driver.GetRunResult();
        CachingChecks.NothingIsKeptAlive(first);
        driver = driver.RunGenerators(input.ReplaceSyntaxTree(input.SyntaxTrees[0], Tree("// An edit that moves every line.\n" + Usings + source, "Source.cs")));
        CachingChecks.EverythingIsCached(driver.GetRunResult());
        return new((CSharpCompilation)output, first);
    }

    /// <summary>Compiles a source that must have neither errors nor warnings, generated code included.</summary>
    public static Compiled Clean(string source, string assembly = "Shop", params IEnumerable<MetadataReference> references)
    {
        var compiled = Raw(source, assembly, references);
        compiled.CompilerDiagnostics().ShouldBeEmpty();
        compiled.AnalyzerDiagnostics().ShouldBeEmpty();
        return compiled;
    }

    public IReadOnlyList<Diagnostic> CompilerDiagnostics() =>
        [.. Compilation.GetDiagnostics().Concat(Result.Diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    public IReadOnlyList<Diagnostic> AnalyzerDiagnostics() => Compilation
        .WithAnalyzers(Installed.Analyzers)
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>The one generated file whose name starts so.</summary>
    public string File(string prefix) => Result.GeneratedTrees.Single(tree => Path.GetFileName(tree.FilePath).StartsWith(prefix, StringComparison.Ordinal)).ToString();

    public IEnumerable<string> Files() => Result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath));

    public byte[] Image()
    {
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        emitted.Success.ShouldBeTrue(string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    /// <summary>As another compilation sees it: the assembly on disk.</summary>
    public MetadataReference Reference() => MetadataReference.CreateFromImage(Image());

    public static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, Parse, path);
}
