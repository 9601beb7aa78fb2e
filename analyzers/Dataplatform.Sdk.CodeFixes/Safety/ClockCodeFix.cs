using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>Asks the run's clock for the time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClockCodeFix)), Shared]
public sealed class ClockCodeFix : SafetyCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ClockOrChance];

    private protected override string? Title(SyntaxNode node, Diagnostic diagnostic) =>
        node is MemberAccessExpressionSyntax time && time.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && !IsQuery(method)
        && Clock(method) is var clock && Instead(time, clock) is not null ? $"Ask the TimeProvider '{clock}'" : null;

    private protected override SyntaxNode Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        var method = node.FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        var clock = Clock(method);
        var instead = SyntaxFactory.ParseExpression(Instead((MemberAccessExpressionSyntax)node, clock)!).WithTriviaFrom(node);
        return root.ReplaceNode(method, InjectedParameter.Add(method.ReplaceNode(node, instead), "TimeProvider", clock));
    }

    private static string Clock(MethodDeclarationSyntax method) => InjectedParameter.Of(method, "TimeProvider") ?? "clock";

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
