using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Logs what an asset writes to the console.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsoleCodeFix)), Shared]
public sealed class ConsoleCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UsesConsole];

    /// <summary>None: two fixes in one method would both add the parameter.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // A text with holes is a template with names, which only its author can give.
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteLine" },
                    ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax text }],
                } call
                && text.IsKind(SyntaxKind.StringLiteralExpression)
                && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
            {
                var logger = InjectedParameter.Of(method, "ILogger") ?? "logger";
                context.RegisterCodeFix(
                    CodeAction.Create($"Log with '{logger}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(Log(root, method, call, logger))), diagnostic.Id),
                    diagnostic);
            }
        }
    }

    private static CompilationUnitSyntax Log(SyntaxNode root, MethodDeclarationSyntax method, InvocationExpressionSyntax call, string logger)
    {
        var logged = call.WithExpression(SyntaxFactory.ParseExpression(logger + ".LogInformation").WithTriviaFrom(call.Expression));
        var unit = (CompilationUnitSyntax)root.ReplaceNode(method, InjectedParameter.Add(method.ReplaceNode(call, logged), "ILogger", logger));
        const string logging = "Microsoft.Extensions.Logging";
        return unit.DescendantNodes().OfType<UsingDirectiveSyntax>().Any(directive => directive.Name?.ToString() == logging)
            ? unit
            : unit.AddUsings(SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(logging).WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed));
    }
}
