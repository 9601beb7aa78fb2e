using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Dataplatform.Sdk.CodeFixes.Ledger;

/// <summary>What is new and could be what is gone, under another name: an asset or a member of a contract.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">Where it is declared.</param>
/// <param name="OldName">The name before.</param>
internal sealed record Successors(string Name, SyntaxReference Declaration, string OldName)
{
    private const int Most = 5;

    /// <summary>The candidates, the likeliest first.</summary>
    public static async Task<IReadOnlyList<Successors>> FindAsync(Project project, TextDocument locked, string change, string oldName, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return [];
        }

        var contracts = LockReader.Read((await locked.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString());
        var ledger = new CompilationLedger(new AssetGraph(compilation), contracts);
        var changes = ledger.Changes();
        return changes.FirstOrDefault(one => one.Identity == change) is not { } gone ? []
            : gone.Kind == ContractChangeKind.AssetGone ? Assets(ledger, changes, gone, oldName)
            : Members(compilation, ledger, changes, gone, oldName, cancellationToken);
    }

    /// <summary>Puts [RenamedFrom] on it.</summary>
    public async Task<Solution> MarkAsync(Solution solution, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(Declaration.SyntaxTree) is not { } document)
        {
            return solution;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var node = await Declaration.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::" + Names.Sdk + ".RenamedFrom").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(OldName))))));
        if (node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
        {
            var list = method.AttributeLists[method.AttributeLists.Count - 1];
            editor.ReplaceNode(list, list.AddAttributes(attribute));
        }
        else
        {
            editor.AddAttribute(node, attribute);
        }

        var simplified = await Simplifier.ReduceAsync(editor.GetChangedDocument(), cancellationToken: cancellationToken).ConfigureAwait(false);
        return (await Formatter.FormatAsync(simplified, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false)).Project.Solution;
    }

    private static IReadOnlyList<Successors> Assets(CompilationLedger ledger, IReadOnlyList<ContractChange> changes, ContractChange gone, string oldName)
    {
        var old = ledger.Lock.Find(gone.Key)!;
        return
        [
            .. changes.Where(change => change.Kind == ContractChangeKind.AssetAdded)
                .Select(change => (change.Key, Step: ledger.Graph.Steps.FirstOrDefault(step => step.Step is { Keys.Count: 1 } model && model.Keys[0] == change.Key)))
                .Where(candidate => candidate.Step is not null && candidate.Step.Method.DeclaringSyntaxReferences.Length > 0)
                .Select(candidate => (candidate.Step, Likeness: Likeness(old, ledger.Of(candidate.Step!.Shapes[0]))))
                .Where(candidate => candidate.Likeness > 0.5)
                .OrderByDescending(candidate => candidate.Likeness)
                .Take(Most)
                .Select(candidate => new Successors(
                    candidate.Step!.Method.Name, candidate.Step.Method.DeclaringSyntaxReferences[0],
                    candidate.Step.Shapes[0].Key.StartsWith(gone.Key.Substring(0, gone.Key.LastIndexOf('/') + 1), StringComparison.Ordinal) ? oldName : gone.Key)),
        ];
    }

    // How many of the columns it has still.
    private static double Likeness(AssetContract old, AssetContract now)
    {
        if (old.Form != now.Form)
        {
            return 0;
        }

        var columns = new HashSet<string>(now.Columns.Select(column => column.Path), StringComparer.OrdinalIgnoreCase);
        return old.Columns.Count == 0 ? 1 : (double)old.Columns.Count(column => columns.Contains(column.Path)) / old.Columns.Count;
    }

    private static IReadOnlyList<Successors> Members(Compilation compilation, CompilationLedger ledger, IReadOnlyList<ContractChange> changes, ContractChange gone, string oldName, CancellationToken cancellationToken)
    {
        if (ledger.Graph.Find(gone.Key) is not { } asset || ContractColumns.Find(compilation, asset.ValueType) is not { } type
            || ContractExtractor.Extract(type, cancellationToken).Contract is not { } contract)
        {
            return [];
        }

        var old = ledger.Lock.Find(gone.Key)?.Columns.FirstOrDefault(column => column.Path == gone.Path);
        var members = ContractExtractor.Members(type, cancellationToken);
        var added = new HashSet<string>(changes.Where(change => change.Key == gone.Key && change.Kind == ContractChangeKind.ColumnAdded).Select(change => change.Path), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. ledger.Of(asset).Columns
                .Where(column => added.Contains(column.Path))
                .OrderBy(column => column.TypeText == old?.TypeText ? 0 : 1)
                .Select(column => contract.Columns.FirstOrDefault(model => ColumnPath.Escape(model.Name) == column.Path))
                .Where(model => model is not null)
                .Select(model => members.First(member => member.Name == model!.Member))
                .Where(member => member.DeclaringSyntaxReferences.Length > 0)
                .Take(Most)
                .Select(member => new Successors(member.Name, member.DeclaringSyntaxReferences[0], oldName)),
        ];
    }
}
