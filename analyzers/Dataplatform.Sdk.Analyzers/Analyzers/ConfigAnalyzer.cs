using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Analyzers;

/// <summary>Reports what is wrong with run configuration, and secrets that would be shown.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.ConfigShape, Descriptors.ConfigMember, Descriptors.ConfigSection, Descriptors.SecretShown];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var sections = new ConcurrentBag<(string Section, INamedTypeSymbol Type)>();
            start.RegisterSymbolAction(symbol => Type(symbol, sections), SymbolKind.NamedType);
            start.RegisterOperationAction(static operation => Call(operation), OperationKind.Invocation);
            start.RegisterCompilationEndAction(end => Sections(end, sections));
        });
    }

    private static void Type(SymbolAnalysisContext context, ConcurrentBag<(string Section, INamedTypeSymbol Type)> sections)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.Has(Names.Config))
        {
            return;
        }

        sections.Add((ConfigExtractor.Section(type), type));
        foreach (var problem in ConfigExtractor.Extract(type, context.CancellationToken).Problems)
        {
            var location = problem.Place.Kind == PlaceKind.Name
                ? Places.First(type)
                : Places.Of(PrimaryConstructors.Of(type, context.CancellationToken)!.Parameters[problem.Place.Ordinal], problem.Place.Kind, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Id), location, problem.Message));
        }
    }

    private static void Call(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Reveal" && call.TargetMethod.ContainingType.IsSdk(Names.Secret, 1) && SecretUses.Of(call) is { } place)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SecretShown, call.Syntax.GetLocation(),
                $"The revealed secret would be written into {place}, where everybody can read it. Write something else about it, or nothing."));
        }
    }

    private static void Sections(CompilationAnalysisContext context, IEnumerable<(string Section, INamedTypeSymbol Type)> sections)
    {
        foreach (var section in sections.GroupBy(found => found.Section, StringComparer.OrdinalIgnoreCase).Where(section => section.Count() > 1))
        {
            var types = section.Select(found => found.Type).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal).ToList();
            foreach (var type in types.Skip(1))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.ConfigSection, Places.First(type),
                    $"'{type.Name}' and '{types[0].Name}' are both the section '{section.Key}'. Name another one: [Config(\"…\")]."));
            }
        }
    }
}
