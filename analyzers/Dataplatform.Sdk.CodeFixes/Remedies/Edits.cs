using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Rename;
using Microsoft.CodeAnalysis.Simplification;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>The changes of a document that remedies ask for.</summary>
internal static class Edits
{
    public static async Task<Solution> RenameAsync(Document document, SyntaxNode node, string name, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter && model?.GetDeclaredSymbol(parameter, cancellationToken) is { } symbol
            ? await Renamer.RenameSymbolAsync(document.Project.Solution, symbol, default, name, cancellationToken).ConfigureAwait(false)
            : document.Project.Solution;
    }

    public static async Task<Document> InternalAsync(Document document, SyntaxNode node, string type, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var declaration = type.Length == 0
            ? node.FirstAncestorOrSelf<MemberDeclarationSyntax>()
            : node.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault(outer => outer.Identifier.ValueText == type);
        if (declaration is not null)
        {
            editor.SetAccessibility(declaration, Accessibility.Internal);
        }

        return await FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    public static Task<Document> StaticAsync(Document document, SyntaxNode node, CancellationToken cancellationToken) =>
        ChangeAsync<MethodDeclarationSyntax>(document, node, (editor, method) => editor.SetModifiers(method, editor.Generator.GetModifiers(method).WithIsStatic(true)), cancellationToken);

    public static async Task<Document> WithoutModifierAsync(Document document, SyntaxNode node, string modifier, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var modifiers = node.FirstAncestorOrSelf<ParameterSyntax>()?.Modifiers ?? node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Modifiers ?? default;
        var index = modifiers.IndexOf(SyntaxFacts.GetKeywordKind(modifier));
        if (index < 0)
        {
            return document;
        }

        var rest = modifiers.RemoveAt(index);
        SyntaxNode? changed = node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
            ? root.ReplaceNode(parameter, parameter.WithModifiers(rest).WithTriviaFrom(parameter))
            : node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? root.ReplaceNode(type, type.WithModifiers(rest).WithTriviaFrom(type)) : null;
        return changed is null ? document : document.WithSyntaxRoot(changed);
    }

    public static async Task<Document> TypeAsync(Document document, SyntaxNode node, string type, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<TypeSyntax>() is not { } old)
        {
            return document;
        }

        // Of the names around the place the one that is the whole type: Table<Order>, not Order.
        old = node.AncestorsAndSelf().OfType<TypeSyntax>().Last(outer => outer.Span == node.Span);
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var text = old is NullableTypeSyntax && !type.EndsWith("?", StringComparison.Ordinal) && !type.StartsWith("(", StringComparison.Ordinal) ? type + "?" : type;
        editor.ReplaceNode(old, Annotated(SyntaxFactory.ParseTypeName(text)).WithTriviaFrom(old));
        return await FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    public static Task<Document> RequiredAsync(Document document, SyntaxNode node, CancellationToken cancellationToken) =>
        ChangeAsync<NullableTypeSyntax>(document, node, static (editor, type) => editor.ReplaceNode(type, type.ElementType.WithTriviaFrom(type)), cancellationToken);

    public static Task<Document> MarkAsync(Document document, SyntaxNode node, string attribute, CancellationToken cancellationToken) =>
        ChangeAsync<ParameterSyntax>(document, node, (editor, parameter) => editor.AddAttribute(parameter, editor.Generator.Attribute(Attribute(attribute))), cancellationToken);

    public static Task<Document> MarkMethodAsync(Document document, SyntaxNode node, string attribute, CancellationToken cancellationToken) =>
        ChangeAsync<MethodDeclarationSyntax>(
            document,
            node,
            (editor, method) =>
            {
                // Behind the others, so that [Asset] stays the first.
                var mark = ((AttributeListSyntax)editor.Generator.Attribute(Attribute(attribute))).Attributes[0];
                var last = method.AttributeLists[method.AttributeLists.Count - 1];
                editor.ReplaceNode(last, last.AddAttributes(mark).WithTriviaFrom(last));
            },
            cancellationToken);

    public static async Task<Document> SelfAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type } parameter)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var marked = parameter;
        if (type is not NullableTypeSyntax)
        {
            marked = marked.WithType(SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia()));
        }

        editor.ReplaceNode(parameter, editor.Generator.AddAttributes(marked, editor.Generator.Attribute(Attribute("Self"))).WithAdditionalAnnotations(Formatter.Annotation));
        return await FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    public static Task<Document> WithoutParameterAsync(Document document, SyntaxNode node, CancellationToken cancellationToken) =>
        ChangeAsync<ParameterSyntax>(document, node, (editor, parameter) => editor.RemoveNode(parameter), cancellationToken);

    public static Task<Document> WithoutAsAsync(Document document, SyntaxNode node, CancellationToken cancellationToken) =>
        ChangeAsync<MethodDeclarationSyntax>(
            document,
            node,
            static (editor, method) =>
            {
                var arguments = method.AttributeLists.SelectMany(list => list.Attributes).Where(attribute => IsNamed(attribute, "Asset")).Select(attribute => attribute.ArgumentList).OfType<AttributeArgumentListSyntax>();
                foreach (var list in arguments)
                {
                    var rest = list.Arguments.Where(argument => argument.NameEquals?.Name.Identifier.ValueText != "As").ToList();
                    if (rest.Count == 0)
                    {
                        editor.RemoveNode(list);
                    }
                    else
                    {
                        editor.RemoveNode(list.Arguments.First(argument => argument.NameEquals?.Name.Identifier.ValueText == "As"));
                    }
                }
            },
            cancellationToken);

    public static Task<Document> TextAsync(Document document, SyntaxNode node, string text, CancellationToken cancellationToken) =>
        ChangeAsync<ExpressionSyntax>(document, node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault() ?? node,
            (editor, expression) => editor.ReplaceNode(expression, editor.Generator.LiteralExpression(text).WithTriviaFrom(expression)), cancellationToken);

    /// <summary>An attribute of Dataplatform.Sdk, to be written as briefly as the usings allow.</summary>
    public static SyntaxNode Attribute(string name) => Annotated(SyntaxFactory.ParseName("Dataplatform.Sdk." + name));

    public static AttributeSyntax? AttributeOf(ParameterSyntax parameter, string name) =>
        parameter.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => IsNamed(attribute, name));

    /// <summary>Adds the usings that the new names need, and writes the names as briefly as they allow.</summary>
    public static async Task<Document> FinishAsync(DocumentEditor editor, CancellationToken cancellationToken)
    {
        var document = await ImportAdder.AddImportsAsync(editor.GetChangedDocument(), Simplifier.AddImportsAnnotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await Formatter.FormatAsync(document, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Document> ChangeAsync<T>(Document document, SyntaxNode node, Action<DocumentEditor, T> change, CancellationToken cancellationToken)
        where T : SyntaxNode
    {
        if (node.FirstAncestorOrSelf<T>() is not { } target)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        change(editor, target);
        return await FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    private static T Annotated<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceNodes(node.DescendantNodesAndSelf().OfType<TypeSyntax>(), static (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation))
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);

    private static bool IsNamed(AttributeSyntax attribute, string name) =>
        (attribute.Name is QualifiedNameSyntax qualified ? qualified.Right : attribute.Name).ToString() is var written && (written == name || written == name + "Attribute");
}
