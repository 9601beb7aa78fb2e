using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Asks the run's clock for the time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClockCodeFix)), Shared]
public sealed class ClockCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ClockOrChance];

    /// <summary>None: two fixes in one method would both add the parameter.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is MemberAccessExpressionSyntax time
                && time.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && !IsQuery(method)
                && (InjectedParameter.Of(method, "TimeProvider") ?? "clock") is var clock && Instead(time, clock) is { } instead)
            {
                context.RegisterCodeFix(
                    CodeAction.Create($"Ask the TimeProvider '{clock}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(
                        root.ReplaceNode(method, InjectedParameter.Add(
                            method.ReplaceNode(time, SyntaxFactory.ParseExpression(instead).WithTriviaFrom(time)), "TimeProvider", clock)))), diagnostic.Id),
                    diagnostic);
            }
        }
    }

    private static string? Instead(MemberAccessExpressionSyntax time, string clock) => (Type(time.Expression), time.Name.Identifier.ValueText) switch
    {
        ("DateTime", "UtcNow") => clock + ".GetUtcNow().UtcDateTime",
        ("DateTime", "Now") => clock + ".GetLocalNow().DateTime",
        ("DateTime", "Today") => clock + ".GetLocalNow().Date",
        ("DateTimeOffset", "UtcNow") => clock + ".GetUtcNow()",
        ("DateTimeOffset", "Now") => clock + ".GetLocalNow()",
        ("TimeProvider", "System") => clock,
        _ => null,
    };

    private static string Type(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax qualified ? qualified.Name.Identifier.ValueText : expression.ToString();

    private static bool IsQuery(MethodDeclarationSyntax method) => method.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any(name => name.Identifier.ValueText == "Sql");
}
