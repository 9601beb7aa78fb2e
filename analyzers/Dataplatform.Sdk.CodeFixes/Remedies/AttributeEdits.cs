using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>The changes of attributes that remedies ask for.</summary>
internal static class AttributeEdits
{
    public static async Task<Document> WithoutAttributeAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            editor.RemoveNode(attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list ? list : attribute);
        }

        return editor.GetChangedDocument();
    }

    public static async Task<Document> WithoutArgumentAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument)
        {
            editor.RemoveNode(argument);
        }

        return editor.GetChangedDocument();
    }

    public static async Task<Document> NameOfAsync(Document document, SyntaxNode node, string member, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var old = node as ExpressionSyntax ?? node.FirstAncestorOrSelf<AttributeArgumentSyntax>()?.Expression;
        if (old is not null)
        {
            var expression = SyntaxFactory.ParseExpression($"nameof({member})");
            expression = expression.ReplaceNodes(
                expression.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), static (_, access) => access.WithAdditionalAnnotations(Simplifier.Annotation));
            editor.ReplaceNode(old, expression.WithTriviaFrom(old));
        }

        return await Simplifier.ReduceAsync(editor.GetChangedDocument(), cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
