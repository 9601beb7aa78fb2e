using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Analyzers;

/// <summary>Reports what is wrong with data contracts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ColumnType, Descriptors.ContractShape, Descriptors.SecretStored, Descriptors.RenamedFrom, Descriptors.ContractCheck];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(static symbol => Type(symbol), SymbolKind.NamedType);
    }

    private static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ValueTypes.IsContract(type))
        {
            return;
        }

        foreach (var problem in ContractExtractor.Extract(type, context.CancellationToken).Problems)
        {
            var location = problem.Attribute is { } attribute
                ? attribute.GetSyntax(context.CancellationToken).GetLocation()
                : problem.Place.Kind == PlaceKind.Name
                ? Places.First(type)
                : Places.Of(ContractExtractor.Members(type, context.CancellationToken)[problem.Place.Ordinal], problem.Place.Kind, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Id), location, RemedyProperties.Write(problem.Remedies), problem.Message));
        }

        if (ContractCycles.Find(type, context.CancellationToken) is { Count: > 0 } path)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.ContractShape, Places.First(type),
                $"'{type.Name}' cannot be a data contract: it contains itself, by {string.Join(" and ", path.Select(member => $"'{member}'"))}. A table has a fixed depth; keep the parent's key instead."));
        }
    }
}
