using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        Descriptors.SplitDomain, Descriptors.NotAResource, Descriptors.NewerCatalog, Descriptors.LocalFunction, Descriptors.ForeignType, Descriptors.SecretStored,
        Descriptors.PolicyDuration, Descriptors.PolicyValue, Descriptors.PolicyType, Descriptors.PolicySize,
        Descriptors.WriteMember, Descriptors.WriteNullable, Descriptors.WriteWithoutKey, Descriptors.WriteWithoutRows, Descriptors.SnapshotMembers, Descriptors.WriteSetting,
        Descriptors.Observed, Descriptors.ObserverShape, Descriptors.TwoObservers, Descriptors.CheckShape, Descriptors.CheckedAsset, Descriptors.TwoChecks, Descriptors.References, Descriptors.WithoutAsset,
        Descriptors.Partitions, Descriptors.PartitionParameter, Descriptors.PartitionTwice, Descriptors.PartitionRange, Descriptors.PartitionMember, Descriptors.NotPartitioned,
        Descriptors.PartitionMapping, Descriptors.MapKey, Descriptors.MapFunction, Descriptors.NoPreviousPartition, Descriptors.NothingToBackfill,
        Descriptors.PartitionsDiffer, Descriptors.NothingToMap, Descriptors.MappingDoesNotFit, Descriptors.SeveralValues,
        Descriptors.AssetGone, Descriptors.AssetHidden, Descriptors.AssetForm, Descriptors.ColumnGone, Descriptors.PromisedType, Descriptors.PromisedNull, Descriptors.PromisedValues, Descriptors.PromisedKey,
        Descriptors.PromisedPartitions, Descriptors.CheckGone, Descriptors.Returns, Descriptors.PromisedLifecycle, Descriptors.RenamedFrom, Descriptors.UnreadableLock, Descriptors.NotLocked,
        Descriptors.PackageVersion, Descriptors.Retiring, Descriptors.Retired, Descriptors.Lifecycle,
        Descriptors.Internal,
    ];

    // A lock is read once for each of its texts, not for each compilation.
    private static readonly SourceTextValueProvider<ContractsLock> Locks = new(static text => LockReader.Read(text.ToString()));

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
            var settings = LedgerSettings.Of(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            var ledger = Ledger(start, graph, settings);
            start.RegisterSymbolAction(symbol => Method(symbol, graph, ledger, settings), SymbolKind.Method);
            start.RegisterSymbolAction(static symbol => Type(symbol), SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(static function => LocalFunction(function), SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in WholeGraphRules.Check(graph.Value, end.CancellationToken).Concat(NewerCatalogs(compilation)))
                {
                    end.ReportDiagnostic(diagnostic);
                }
            });
        });
    }

    private static Lazy<CompilationLedger>? Ledger(CompilationStartAnalysisContext start, Lazy<AssetGraph> graph, LedgerSettings settings)
    {
        if (settings.Baseline is { } baseline && start.Options.AdditionalFiles.FirstOrDefault(file => file.Path == baseline) is { } earlier)
        {
            start.RegisterCompilationEndAction(end =>
            {
                if (earlier.GetText(end.CancellationToken) is { } text && LedgerRules.OfPackage(earlier, text, LockReader.Read(text.ToString()), graph.Value, settings) is { } diagnostic)
                {
                    end.ReportDiagnostic(diagnostic);
                }
            });
        }

        if (start.Options.AdditionalFiles.FirstOrDefault(file => LedgerSettings.IsLock(file) && file.Path != settings.Baseline) is not { } locked
            || locked.GetText(start.CancellationToken) is not { } text || !start.TryGetValue(text, Locks, out var contracts))
        {
            return null;
        }

        var ledger = new Lazy<CompilationLedger>(() => new(graph.Value, contracts));
        start.RegisterAdditionalFileAction(context =>
        {
            if (context.AdditionalFile.Path == locked.Path)
            {
                foreach (var diagnostic in LedgerRules.OfFile(locked, text, ledger.Value, settings))
                {
                    context.ReportDiagnostic(diagnostic);
                }
            }
        });
        return contracts.Problems.Count > 0 ? null : ledger;
    }

    private static void Method(SymbolAnalysisContext context, Lazy<AssetGraph> graph, Lazy<CompilationLedger>? ledger, LedgerSettings settings)
    {
        var method = (IMethodSymbol)context.Symbol;
        foreach (var diagnostic in IgnoredAttributes.Check(method, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }

        if (method.IsStep() && graph.Value.Find(method) is { } step)
        {
            var promises = ledger is null ? [] : LedgerRules.OfMethod(step, ledger.Value, context.Compilation, settings, context.CancellationToken);
            foreach (var diagnostic in StepRules.Check(step, graph.Value, context.Compilation, context.CancellationToken)
                .Concat(LifecycleEdges.Check(step, graph.Value, ledger, settings, context.CancellationToken)).Concat(promises))
            {
                context.ReportDiagnostic(diagnostic);
            }

            if (GeneratedCode.Misses(context.Compilation, step) is { } foreign)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.ForeignType, Places.First(method), foreign));
            }
        }
    }

    private static void LocalFunction(SyntaxNodeAnalysisContext context)
    {
        var attributes = context.Node switch
        {
            LocalFunctionStatementSyntax function => function.AttributeLists,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        foreach (var attribute in attributes.SelectMany(list => list.Attributes))
        {
            if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is { } type && (type.IsNamed(Names.Asset, Names.Sdk) || type.IsNamed(Names.Observe, Names.Sdk) || type.IsNamed(Names.AssetCheck, Names.Sdk)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.LocalFunction, attribute.GetLocation(),
                    $"A local function or lambda is no {(type.Name == Names.Asset ? "asset" : type.Name == Names.Observe ? "observer" : "check")}: the engine cannot call it. Move it to a class and make it public or internal."));
            }
        }
    }

    private static IEnumerable<Diagnostic> NewerCatalogs(Compilation compilation) => AssemblyReader.Newer(compilation).Select(found => Diagnostic.Create(
        Descriptors.NewerCatalog, Location.None,
        $"The assets of '{found.Assembly}' were compiled with a newer Dataplatform.Sdk (catalog version {found.Version}, this one knows {AssemblyReader.CatalogVersion}). Update Dataplatform.Sdk in this project."));

    private static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var diagnostic in ClassRules.Check(type, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
