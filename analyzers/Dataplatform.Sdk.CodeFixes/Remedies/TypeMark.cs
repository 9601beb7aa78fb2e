using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>Puts [Contract] or [Artifact] on a type of this solution.</summary>
internal static class TypeMark
{
    public static async Task<CodeAction?> ActionAsync(Document document, Remedy remedy, string key, CancellationToken cancellationToken)
    {
        var solution = document.Project.Solution;
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || ContractColumns.Find(compilation, remedy.Value) is not { } type
            || type.DeclaringSyntaxReferences.Select(reference => (Document: solution.GetDocument(reference.SyntaxTree), Reference: reference)).FirstOrDefault(found => found.Document is not null)
                is not { Document: { } home, Reference: { } reference }
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not BaseTypeDeclarationSyntax declaration)
        {
            return null;
        }

        var name = remedy.Kind == RemedyKinds.Contract ? "Contract" : "Artifact";
        return CodeAction.Create($"Put [{name}] on '{type.Name}'", cancel => AddAsync(home, declaration, name, cancel), key);
    }

    private static async Task<Solution> AddAsync(Document home, SyntaxNode declaration, string name, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(home, cancellationToken).ConfigureAwait(false);
        editor.AddAttribute(declaration, editor.Generator.Attribute(Edits.Attribute(name)));
        var document = await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
        return document.Project.Solution;
    }
}
