extern alias Analyzers;

using System.Collections.Immutable;
using Analyzers::Dataplatform.Sdk.Analyzers.Analyzers;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Analyzers::Dataplatform.Sdk.Ledger.Rules;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

/// <summary>A project that has promised something.</summary>
internal sealed class LedgerProject
{
    public const string LockPath = "/project/contracts.lock";
    public const string BaselinePath = "/project/released.lock";

    public LedgerProject(string source)
    {
        var input = Compiled.Empty("Shop").AddSyntaxTrees(Compiled.Tree(Compiled.Usings + source, "Source.cs"));
        var driver = CSharpGeneratorDriver.Create([new AssetGenerator().AsSourceGenerator()], parseOptions: Compiled.Parse).RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        Program = new((CSharpCompilation)output, driver.GetRunResult());
    }

    public Compiled Program { get; }

    public CSharpCompilation Compilation => Program.Compilation;

    /// <summary>The lock that this project would write over another.</summary>
    public string Lock(string before = "", bool accepts = true) =>
        LockText.Write(LockOutput.Update(Compilation, LockReader.Read(before), change => accepts || !change.IsBreaking));

    /// <summary>What the compiler says of the project beside these files.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics(string? locked, string? baseline = null, params (string Name, string Value)[] properties)
    {
        ImmutableArray<AdditionalText> files = [.. new[] { locked is null ? null : new ProjectFile(LockPath, locked), baseline is null ? null : new ProjectFile(BaselinePath, baseline) }.OfType<AdditionalText>()];
        return Diagnostics(files, [.. properties, .. baseline is null ? Array.Empty<(string, string)>() : [("ContractsBaseline", BaselinePath)]]);
    }

    public IReadOnlyList<Diagnostic> Diagnostics(ImmutableArray<AdditionalText> files, params (string Name, string Value)[] properties) =>
    [
        .. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
        .. Compilation.WithAnalyzers([new AssetAnalyzer(), new ContractAnalyzer()], new AnalyzerOptions(files, new Properties(properties)))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceTree is null).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal),
    ];
}
