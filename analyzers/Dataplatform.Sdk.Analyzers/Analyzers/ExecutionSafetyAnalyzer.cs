using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Analyzers;

/// <summary>Reports what makes an asset hard to cancel, to repeat or to test.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExecutionSafetyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.TokenNotForwarded, Descriptors.BlocksOnAsync, Descriptors.MutableStatic, Descriptors.ClockOrChance, Descriptors.UsesConsole];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(static block => Body(block));
    }

    private static void Body(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method || !method.IsStep())
        {
            return;
        }

        var body = new AssetBody(method, context.Compilation);
        foreach (var operation in context.OperationBlocks.SelectMany(block => Microsoft.CodeAnalysis.Operations.OperationExtensions.DescendantsAndSelf(block)))
        {
            if ((ExecutionRules.Check(operation, body) ?? TokenRules.Check(operation, body)) is { } found)
            {
                context.ReportDiagnostic(found);
            }
        }
    }
}
