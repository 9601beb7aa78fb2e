using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Dataplatform.Sdk.CodeFixes.Sql;

/// <summary>Makes a query or a fragment of what would be a plain text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SqlTextCodeFix)), Shared]
public sealed class SqlTextCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TextInHole, DiagnosticIds.TextAsQuery];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression)
            {
                continue;
            }

            var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
            var isHole = diagnostic.Id == DiagnosticIds.TextInHole;
            var type = isHole ? "Sql" : model?.GetTypeInfo(expression, context.CancellationToken).ConvertedType?.ToMinimalDisplayString(model, expression.SpanStart) ?? "Sql";
            if (expression is IdentifierNameSyntax name)
            {
                if (Declaration(model?.GetSymbolInfo(name, context.CancellationToken).Symbol, context.CancellationToken) is { } declaration)
                {
                    Register(context, diagnostic, $"Declare '{name.Identifier.ValueText}' as {type}", root, declaration.Type, ParseTypeName(type).WithTriviaFrom(declaration.Type));
                }

                continue;
            }

            var replacement = isHole ? Fragments(expression) : Query(expression, type);
            if (replacement is not null)
            {
                Register(context, diagnostic, isHole ? "Write fragments" : "Write an interpolated query", root, expression, replacement.WithTriviaFrom(expression));
            }
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, string title, SyntaxNode root, SyntaxNode old, SyntaxNode replacement) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, replacement))), diagnostic.Id + ":text"), diagnostic);

    // A local variable whose type the compiler was to find.
    private static VariableDeclarationSyntax? Declaration(ISymbol? symbol, CancellationToken cancellationToken) =>
        symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
            && reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: InterpolatedStringExpressionSyntax, Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration }
            ? declaration
            : null;

    // Every arm becomes a fragment, so that the whole is one.
    private static ExpressionSyntax? Fragments(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Fragments(inner.Expression) is { } fixedInner ? inner.WithExpression(fixedInner) : null,
        ConditionalExpressionSyntax choice => Fragments(choice.WhenTrue) is { } yes && Fragments(choice.WhenFalse) is { } no
            ? choice.WithWhenTrue(yes.WithTriviaFrom(choice.WhenTrue)).WithWhenFalse(no.WithTriviaFrom(choice.WhenFalse))
            : null,
        SwitchExpressionSyntax choice => choice.Arms.All(arm => Fragments(arm.Expression) is not null)
            ? choice.ReplaceNodes(choice.Arms.Select(arm => arm.Expression), (old, _) => Fragments(old)!.WithTriviaFrom(old))
            : null,
        InterpolatedStringExpressionSyntax text => text.Contents.Count == 0 ? ParseExpression("Sql.Empty") : Cast("Sql", text),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText.Length == 0
            ? ParseExpression("Sql.Empty")
            : Interpolated(literal) is { } interpolated ? Cast("Sql", interpolated) : null,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Sum(sum) is { } whole ? Cast("Sql", ParenthesizedExpression(whole)) : null,
        _ => null,
    };

    private static ExpressionSyntax? Query(ExpressionSyntax expression, string type) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Query(inner.Expression, type) is { } fixedInner ? inner.WithExpression(fixedInner) : null,
        LiteralExpressionSyntax literal => Interpolated(literal),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Sum(sum),
        ConditionalExpressionSyntax choice => Interpolated(choice.WhenTrue) is { } yes && Interpolated(choice.WhenFalse) is { } no
            ? choice.WithWhenTrue(Cast(type, yes).WithTriviaFrom(choice.WhenTrue)).WithWhenFalse(no.WithTriviaFrom(choice.WhenFalse))
            : null,
        SwitchExpressionSyntax choice => choice.Arms.All(arm => Interpolated(arm.Expression) is not null)
            ? choice.ReplaceNodes(choice.Arms.Select(arm => arm.Expression), (old, _) => Cast(type, Interpolated(old)!).WithTriviaFrom(old))
            : null,
        _ => null,
    };

    private static BinaryExpressionSyntax? Sum(BinaryExpressionSyntax sum) =>
        (sum.Left is BinaryExpressionSyntax inner && inner.IsKind(SyntaxKind.AddExpression) ? (ExpressionSyntax?)Sum(inner) : Interpolated(sum.Left)) is { } left && Interpolated(sum.Right) is { } right
            ? sum.WithLeft(left.WithTriviaFrom(sum.Left)).WithRight(right.WithTriviaFrom(sum.Right))
            : null;

    // A text with braces of its own would have to double them, which is left to its author.
    private static ExpressionSyntax? Interpolated(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax text => text,
        LiteralExpressionSyntax literal when (literal.IsKind(SyntaxKind.StringLiteralExpression)) && literal.Token.ValueText.IndexOfAny(['{', '}']) < 0 =>
            ParseExpression("$" + literal.Token.Text),
        _ => null,
    };

    private static CastExpressionSyntax Cast(string type, ExpressionSyntax text) => CastExpression(ParseTypeName(type), text.WithoutTrivia());
}
