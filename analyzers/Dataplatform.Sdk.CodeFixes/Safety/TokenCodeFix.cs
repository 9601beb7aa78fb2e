using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Passes the run's token on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TokenCodeFix)), Shared]
public sealed class TokenCodeFix : SafetyCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TokenNotForwarded];

    private protected override string? Title(SyntaxNode node, Diagnostic diagnostic) =>
        node is InvocationExpressionSyntax && diagnostic.Properties.TryGetValue(TokenRules.Token, out var token) ? $"Pass '{token}'" : null;

    private protected override SyntaxNode Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) => root.ReplaceNode(
        node, Pass((InvocationExpressionSyntax)node, diagnostic.Properties[TokenRules.Token]!, diagnostic.Properties[TokenRules.Parameter]!));

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
