using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Logs what an asset writes to the console.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsoleCodeFix)), Shared]
public sealed class ConsoleCodeFix : SafetyCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UsesConsole];

    // A text with holes is a template with names, which only its author can give.
    private protected override string? Title(SyntaxNode node, Diagnostic diagnostic) =>
        node is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteLine" },
            ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax text }],
        }
        && text.IsKind(SyntaxKind.StringLiteralExpression)
        && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method ? $"Log with '{Logger(method)}'" : null;

    private protected override SyntaxNode Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        var method = node.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        return Log(root, method, (InvocationExpressionSyntax)node, Logger(method));
    }

    private static string Logger(MethodDeclarationSyntax method) => InjectedParameter.Of(method, "ILogger") ?? "logger";

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
