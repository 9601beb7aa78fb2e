using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Analyzers;

/// <summary>Reports holes of a query that are not what their author meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.TextInHole, Descriptors.JoinedTextInHole, Descriptors.HoleType];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static operation => Query(operation), OperationKind.InterpolatedStringHandlerCreation);
    }

    private static void Query(OperationAnalysisContext context)
    {
        var query = (IInterpolatedStringHandlerCreationOperation)context.Operation;
        if (query.Type is not INamedTypeSymbol { Name: "Sql", Arity: <= 1 } type || !type.IsNamed("Sql", Names.Sdk))
        {
            return;
        }

        // What is nested in a hole is a query of its own, with an operation of its own.
        foreach (var hole in Holes(query.Content))
        {
            if (SqlHoleRules.Check(hole) is var (descriptor, place, message))
            {
                context.ReportDiagnostic(Diagnostic.Create(descriptor, place, message));
            }
        }
    }

    // A concatenation of interpolated strings is one query.
    private static IEnumerable<IOperation> Holes(IOperation content) => content switch
    {
        IInterpolatedStringAdditionOperation addition => Holes(addition.Left).Concat(Holes(addition.Right)),
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolatedStringAppendOperation>()
            .Where(part => part.Kind == OperationKind.InterpolatedStringAppendFormatted)
            .Select(part => part.AppendCall).OfType<IInvocationOperation>()
            .Where(call => call.Arguments.Length > 0)
            .Select(call => call.Arguments[0].Value),
        _ => [],
    };
}
