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
        [Descriptors.TextInHole, Descriptors.JoinedTextInHole, Descriptors.HoleType, Descriptors.TextAsQuery];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static operation => Query(operation), OperationKind.InterpolatedStringHandlerCreation);
        context.RegisterOperationAction(static operation => Conversion(operation), OperationKind.Conversion);
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

    // The compiler only says that a string is no query (CS0029). A conversion that would let it say more would also be taken
    // where an interpolated string is chosen by a switch, which is a query today.
    private static void Conversion(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (!conversion.Conversion.Exists && conversion.IsImplicit && Query(conversion.Type) is { } query && Text(conversion.Operand.Type, conversion.Type!))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TextAsQuery, conversion.Syntax.GetLocation(),
                $"This is a plain text, and not {(query == "Sql" ? "a fragment" : "a query")}: an interpolated string becomes one only straight where '{query}' is wanted. Put $ before the text, write ({query}) before the first arm of a choice, or declare the variable as '{query}'."));
        }
    }

    // The query that is wanted, perhaps in a task.
    private static string? Query(ITypeSymbol? type) => type switch
    {
        not null when type.IsSdk("Sql") || type.IsSdk("Sql", 1) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task when task.ContainingNamespace.Is("System.Threading.Tasks") => Query(task.TypeArguments[0]),
        _ => null,
    };

    private static bool Text(ITypeSymbol? found, ITypeSymbol wanted) => found?.SpecialType == SpecialType.System_String
        || (found is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task && wanted.Name == task.Name
            && task.TypeArguments[0].SpecialType == SpecialType.System_String);

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
