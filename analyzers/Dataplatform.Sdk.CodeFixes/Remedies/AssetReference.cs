using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>An asset as an attribute names it.</summary>
internal sealed class AssetReference(IMethodSymbol method, string name)
{
    public static async Task<AssetReference?> FindAsync(Document document, string key, CancellationToken cancellationToken) =>
        await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation
            && AssetMethods.Find(compilation, key, cancellationToken) is var (method, name)
            ? new(method, name)
            : null;

    /// <summary>Names the asset with [Upstream], in the place of one that is there.</summary>
    public async Task<Document> UpstreamAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var isOwn = OwnDomain(editor, parameter, cancellationToken);
        var attribute = editor.Generator.Attribute(Edits.Attribute("Upstream"), Arguments(editor.Generator, isOwn));
        if (Edits.AttributeOf(parameter, "Upstream") is { } old)
        {
            // What the old one says of partitions stays.
            var settings = old.ArgumentList?.Arguments.Where(argument => argument.NameEquals is not null).ToArray() ?? [];
            editor.ReplaceNode(old, ((AttributeListSyntax)attribute).Attributes[0].AddArgumentListArguments(settings).WithTriviaFrom(old));
        }
        else
        {
            editor.AddAttribute(parameter, attribute);
        }

        return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Names the asset in [After], whose argument the node is; other names in the same attribute stay.</summary>
    public async Task<Document> AfterAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent: AttributeArgumentListSyntax arguments } argument
            || node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var isOwn = OwnDomain(editor, attribute, cancellationToken);
        if (isOwn && arguments.Arguments[0].Expression is not TypeOfExpressionSyntax)
        {
            editor.ReplaceNode(argument, editor.Generator.AttributeArgument(Name(editor.Generator, isOwn)).WithTriviaFrom(argument));
            return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
        }

        var replacement = ((AttributeListSyntax)editor.Generator.Attribute(Edits.Attribute("After"), Arguments(editor.Generator, isOwn: false))).Attributes[0];
        var names = arguments.Arguments.Where(other => other.Expression is not TypeOfExpressionSyntax).ToList();
        if (names.Count == 1)
        {
            editor.ReplaceNode(attribute, replacement.WithTriviaFrom(attribute));
        }
        else
        {
            editor.RemoveNode(argument);
            editor.InsertAfter(attribute, replacement);
        }

        return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Names the asset with the attribute whose argument the node is; its settings stay.</summary>
    public async Task<Document> NameAsync(Document document, SyntaxNode node, string name, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var settings = attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is not null) ?? [];
        var replacement = editor.Generator.Attribute(Edits.Attribute(name), Arguments(editor.Generator, OwnDomain(editor, attribute, cancellationToken)).Concat(settings));
        editor.ReplaceNode(attribute, ((AttributeListSyntax)replacement).Attributes[0].WithTriviaFrom(attribute));
        return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    private bool OwnDomain(DocumentEditor editor, SyntaxNode node, CancellationToken cancellationToken) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
        && editor.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is { } type
        && SymbolEqualityComparer.Default.Equals(type, method.ContainingType);

    private IEnumerable<SyntaxNode> Arguments(SyntaxGenerator generator, bool isOwn)
    {
        if (!isOwn)
        {
            yield return generator.AttributeArgument(generator.TypeOfExpression(Type(generator)));
        }

        yield return generator.AttributeArgument(Name(generator, isOwn));
    }

    // A method that makes several assets has another name than each of them.
    private SyntaxNode Name(SyntaxGenerator generator, bool isOwn) => name != method.Name ? generator.LiteralExpression(name)
        : generator.NameOfExpression(isOwn
            ? generator.IdentifierName(name)
            : generator.MemberAccessExpression(Type(generator), name));

    private SyntaxNode Type(SyntaxGenerator generator) =>
        generator.TypeExpression(method.ContainingType).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
