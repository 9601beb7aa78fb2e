using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Changes one place in the body of an asset; all places of a file one after the other, so that what two of them need is added once.</summary>
public abstract class SafetyCodeFix : CodeFixProvider
{
    private protected SafetyCodeFix()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var fix = (SafetyCodeFix)context.CodeFixProvider;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        var places = diagnostics.Select(diagnostic => (Node: Place(root, diagnostic), Diagnostic: diagnostic)).Where(place => fix.Title(place.Node, place.Diagnostic) is not null).ToList();
        root = root.TrackNodes(places.Select(place => place.Node).Distinct());
        foreach (var (node, diagnostic) in places)
        {
            if (root.GetCurrentNode(node) is { } current && fix.Title(current, diagnostic) is not null)
            {
                root = fix.Change(root, current, diagnostic);
            }
        }

        return document.WithSyntaxRoot(root);
    });

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var node = Place(root, diagnostic);
            if (Title(node, diagnostic) is { } title)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Change(root, node, diagnostic))), diagnostic.Id), diagnostic);
            }
        }
    }

    /// <summary>What the change is called; null if this place cannot be changed.</summary>
    private protected abstract string? Title(SyntaxNode node, Diagnostic diagnostic);

    /// <summary>The root with the place changed.</summary>
    private protected abstract SyntaxNode Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic);

    private static SyntaxNode Place(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
}
