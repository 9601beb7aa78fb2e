extern alias Analyzers;

using System.Collections.Immutable;
using Analyzers::Dataplatform.Sdk.Analyzers.Analyzers;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A project as an editor holds it, generator and analyzers included.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly CodeFixProvider[] _providers;

    public Workbench(string source, IEnumerable<MetadataReference> references, params CodeFixProvider[] providers)
    {
        _providers = providers;
        var id = ProjectId.CreateNewId();
        Document = DocumentId.CreateNewId(id);
        Solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp, parseOptions: Compiled.Parse,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
                metadataReferences: [.. Compiled.Framework, .. references]))
            .AddDocument(Document, "Source.cs", SourceText.From(source));
    }

    public Solution Solution { get; set; }

    public DocumentId Document { get; }

    /// <summary>The lock beside the project.</summary>
    public string Lock
    {
        init => Solution = Solution.AddAdditionalDocument(DocumentId.CreateNewId(Solution.Projects.Single().Id), Ledger.LedgerProject.LockPath, SourceText.From(value), filePath: Ledger.LedgerProject.LockPath);
    }

    public async Task<string> LockTextAsync() => (await Solution.Projects.Single().AdditionalDocuments.Single().GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    public Document Current => Solution.GetDocument(Document)!;

    public async Task<string> TextAsync() => (await Current.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    /// <summary>What compiler and analyzers say, in the order of their places.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var compilation = (await Solution.Projects.Single().GetCompilationAsync(cancellationToken))!;
        CSharpGeneratorDriver.Create([new AssetGenerator().AsSourceGenerator()], parseOptions: Compiled.Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, cancellationToken);
        var found = await output.WithAnalyzers(Installed.Analyzers, Solution.Projects.Single().AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return [.. found.Concat(output.GetDiagnostics(cancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning)).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The fixes that an editor offers for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> ActionsAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (var provider in _providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(Place(diagnostic), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        }

        return actions;
    }

    // A fix is asked for in the document where the diagnostic is.
    private TextDocument Place(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is null && Solution.Projects.Single().AdditionalDocuments.FirstOrDefault() is { } file ? file : Current;

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        Solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>Puts every place of a diagnostic right at once, as an editor does for a whole document.</summary>
    public async Task FixAllAsync(string id, string equivalenceKey)
    {
        var provider = _providers.Single(candidate => candidate.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(Current, provider, FixAllScope.Document, equivalenceKey, [id], new Found([.. await DiagnosticsAsync()]), TestContext.Current.CancellationToken);
        await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    public void Dispose() => _workspace.Dispose();

    internal sealed class Found(ImmutableArray<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
