using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Analyzers;

/// <summary>Reports what is wrong with assets and with the graph that they make.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AssetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotCallable, Descriptors.ReturnType, Descriptors.ParameterType, Descriptors.DomainName, Descriptors.SqlInputs, Descriptors.NotAQuery, Descriptors.CatalogName,
        Descriptors.NoPrevious, Descriptors.InputName,
        Descriptors.UnknownUpstream, Descriptors.TypeMismatch, Descriptors.DuplicateKey, Descriptors.Cycle, Descriptors.NotVisible, Descriptors.ReadsItself, Descriptors.OtherDomain, Descriptors.Columns,
        Descriptors.Internal,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Names.AssetAttribute) is null)
            {
                return;
            }

            var compilation = start.Compilation;
            var graph = new Lazy<AssetGraph>(() => new AssetGraph(compilation));
            start.RegisterSymbolAction(symbol => Method(symbol, graph), SymbolKind.Method);
            start.RegisterSymbolAction(static symbol => Type(symbol), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in WholeGraphRules.Check(graph.Value, end.CancellationToken))
                {
                    end.ReportDiagnostic(diagnostic);
                }
            });
        });
    }

    private static void Method(SymbolAnalysisContext context, Lazy<AssetGraph> graph)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.Has(Names.Asset) && graph.Value.Find(method) is { } step)
        {
            foreach (var diagnostic in StepRules.Check(step, graph.Value, context.CancellationToken))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var diagnostic in ClassRules.Check(type, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
