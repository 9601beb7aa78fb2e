using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Sql;

/// <summary>Joins fragments where a text or a collection stands in a hole.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JoinCodeFix)), Shared]
public sealed class JoinCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.JoinedTextInHole, DiagnosticIds.HoleType];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression || model is null)
            {
                continue;
            }

            if (diagnostic.Id == DiagnosticIds.HoleType)
            {
                if (model.GetTypeInfo(expression, context.CancellationToken).Type is { } type && IsCollection(type))
                {
                    Register("Join the values", $"Sql.Join($\", \", {expression.WithoutTrivia()}.Select(value => (Sql)$\"{{value}}\"))");
                }
            }
            else if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax separator }, var items] }
                && separator.IsKind(SyntaxKind.StringLiteralExpression)
                && model.GetTypeInfo(items.Expression, context.CancellationToken).Type is { } joined && IsCollection(joined))
            {
                Register("Join as names of columns", $"Sql.Join(${separator.Token.Text}, {items.Expression.WithoutTrivia()}.Select(Sql.Identifier))");
            }

            void Register(string title, string text) => context.RegisterCodeFix(
                CodeAction.Create(
                    title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(expression, SyntaxFactory.ParseExpression(text).WithTriviaFrom(expression)))),
                    diagnostic.Id + ":join"),
                diagnostic);
        }
    }

    private static bool IsCollection(ITypeSymbol type) => type.SpecialType != SpecialType.System_String
        && (type is IArrayTypeSymbol || type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            || type.AllInterfaces.Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T));
}
