using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules that need every asset: duplicate keys, keys of one name, domains in two assemblies, circles and pools of two sizes. Reported at the end of a compilation.</summary>
internal static class WholeGraphRules
{
    public static IEnumerable<Diagnostic> Check(AssetGraph graph, CancellationToken cancellationToken) =>
        Duplicates(graph).Concat(SharedKeys(graph)).Concat(SplitDomains(graph)).Concat(Cycles(graph, cancellationToken)).Concat(TwoObservers(graph, cancellationToken)).Concat(TwoChecks(graph, cancellationToken)).Concat(References(graph)).Concat(PolicySizeRules.Check(graph, cancellationToken));

    private static IEnumerable<Diagnostic> Duplicates(AssetGraph graph)
    {
        var own = new HashSet<string>(graph.Own.Select(shape => shape.Key), StringComparer.Ordinal);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var problem in GraphRules.Duplicates(graph.Own.Concat(graph.Referenced)).Where(problem => own.Contains(problem.Asset)))
        {
            // The second maker may be an overload of the first, or live in another assembly.
            var makers = graph.Steps.Where(step => step.Shapes.Any(shape => shape.Key == problem.Asset)).ToList();
            var method = (makers.LastOrDefault(step => step.Step!.Source == problem.Source && !reported.Contains(step.Method)) ?? makers[makers.Count - 1]).Method;
            reported.Add(method);
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.First(method), problem.Message);
        }
    }

    // 'Sales' and 'SalesAssets' both give 'SalesCatalog' their keys.
    private static IEnumerable<Diagnostic> SharedKeys(AssetGraph graph)
    {
        var keys = graph.Steps
            .Where(declared => declared.Step is { HasKeys: true })
            .SelectMany(declared => KeysModel.From(declared.Step!) is var of ? of.Keys.Select(key => (of.Namespace, of.Name, of.ClassName, Key: key, declared.Method)) : [])
            .GroupBy(key => (key.Namespace, key.Name, Member: key.Key.Name));
        foreach (var shared in keys)
        {
            // The one that is generated is the first by its key.
            var ordered = shared.OrderBy(key => key.Key.Key, StringComparer.Ordinal).ThenBy(key => key.ClassName, StringComparer.Ordinal).ToList();
            foreach (var hidden in ordered.Where(key => key.ClassName != ordered[0].ClassName && key.Key.Key != ordered[0].Key.Key))
            {
                yield return Diagnostic.Create(Descriptors.CatalogName, Places.First(hidden.Method),
                    $"'{hidden.Name}.{hidden.Key.Name}' is generated for '{ordered[0].Key.Key}' of '{ordered[0].ClassName}', so '{hidden.Key.Key}' of '{hidden.ClassName}' has no typed key. Rename one of the two classes or methods.");
            }
        }
    }

    private static IEnumerable<Diagnostic> TwoObservers(AssetGraph graph, CancellationToken cancellationToken)
    {
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var problem in ObserverRules.Duplicates(graph.Observers.SelectMany(observer => observer.Shapes)))
        {
            // One may be an overload of the other.
            var observers = graph.Observers.Where(observer => observer.Step?.Observes == problem.Asset).ToList();
            var method = observers.Last(observer => observer.Step!.Source == problem.Source && !reported.Contains(observer.Method)).Method;
            reported.Add(method);
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.OfObserved(method, cancellationToken), problem.Message);
        }
    }

    private static IEnumerable<Diagnostic> TwoChecks(AssetGraph graph, CancellationToken cancellationToken)
    {
        foreach (var problem in CheckRules.Duplicates(graph.Checks.SelectMany(check => check.Shapes)))
        {
            var method = graph.Checks.Last(check => check.Step?.Checks?.Key == problem.Asset && check.Step.Source == problem.Source).Method;
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.First(method), problem.Message);
        }
    }

    private static IEnumerable<Diagnostic> References(AssetGraph graph)
    {
        foreach (var problem in CheckRules.References(graph.Own, [.. graph.All]))
        {
            var method = graph.Steps.First(step => step.Shapes.Any(shape => shape.Key == problem.Asset && shape.Source == problem.Source)).Method;
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.First(method), problem.Message);
        }
    }

    private static IEnumerable<Diagnostic> SplitDomains(AssetGraph graph)
    {
        foreach (var problem in GraphRules.SplitDomains(graph.Own.Concat(graph.Referenced)))
        {
            // An asset of another assembly is told there, or by the app that runs both.
            if (graph.Steps.FirstOrDefault(step => step.Shapes.Any(shape => shape.Key == problem.Asset && shape.Source == problem.Source)) is { } declared)
            {
                yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.First(declared.Method), problem.Message);
            }
        }
    }

    private static IEnumerable<Diagnostic> Cycles(AssetGraph graph, CancellationToken cancellationToken)
    {
        foreach (var problem in GraphRules.Cycles(CheckRules.WithChecks(graph.Own, graph.Checks.SelectMany(check => check.Shapes))))
        {
            var declared = graph.Steps.First(step => step.Step?.Source == problem.Source && step.Step.Keys.Contains(problem.Asset));
            var parameter = declared.Method.Parameters.FirstOrDefault(p => p.Name == problem.Parameter);
            var location = parameter is null ? Places.First(declared.Method) : Places.Of(declared.Method, new(PlaceKind.ParameterName, parameter.Ordinal), cancellationToken);
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), location, problem.Message);
        }
    }
}
