using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Passes the run's token on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenCodeFix)), Shared]
public sealed class TokenCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TokenNotForwarded];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
                && diagnostic.Properties.TryGetValue(TokenRules.Token, out var token) && diagnostic.Properties.TryGetValue(TokenRules.Parameter, out var parameter))
            {
                context.RegisterCodeFix(
                    CodeAction.Create($"Pass '{token}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, Pass(call, token!, parameter!)))), diagnostic.Id),
                    diagnostic);
            }
        }
    }

    private static InvocationExpressionSyntax Pass(InvocationExpressionSyntax call, string token, string parameter)
    {
        // By name, as arguments before it may be left out; by place where it is simply the next one.
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token));
        if (parameter.Length > 0)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(parameter)).WithTrailingTrivia(SyntaxFactory.Space));
        }

        if (call.ArgumentList.Arguments.Count > 0)
        {
            argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        }

        return call.WithArgumentList(call.ArgumentList.AddArguments(argument));
    }
}
