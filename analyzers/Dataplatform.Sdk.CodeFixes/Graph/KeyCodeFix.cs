using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Graph;

/// <summary>
/// Names another generated key where the one that is written does not exist: after an asset was renamed, its key has a new
/// name, and nobody could rename its uses, which are only known to the compiler.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyCodeFix)), Shared]
public sealed class KeyCodeFix : CodeFixProvider
{
    // "'SalesCatalog' does not contain a definition for 'RawOrders'".
    private const string NoDefinition = "CS0117";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NoDefinition];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name
                || model?.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol is not INamedTypeSymbol { IsStatic: true } type
                || !type.Name.EndsWith("Catalog", StringComparison.Ordinal))
            {
                continue;
            }

            var keys = type.GetMembers().OfType<IPropertySymbol>().Where(IsKey).Select(property => property.Name).ToList();
            var nearest = NearestName.Find(name.Identifier.ValueText, keys) ?? (keys.Count == 1 ? keys[0] : null);
            if (nearest is not null)
            {
                var replacement = SyntaxFactory.IdentifierName(nearest).WithTriviaFrom(name);
                context.RegisterCodeFix(
                    CodeAction.Create($"Write '{type.Name}.{nearest}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(name, replacement))), NoDefinition + ":" + nearest),
                    diagnostic);
            }
        }
    }

    private static bool IsKey(IPropertySymbol property) => property.IsStatic && property.Type.Name is "TableKey" or "ArtifactKey" or "EffectKey";
}
