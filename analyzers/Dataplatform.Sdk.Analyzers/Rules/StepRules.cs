using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on one method and on its edges; live in the editor.</summary>
internal static class StepRules
{
    public static IEnumerable<Diagnostic> Check(DeclaredStep declared, AssetGraph graph, CancellationToken cancellationToken)
    {
        var (method, step, problems, shapes, failure) = declared;
        if (step is null)
        {
            return [Diagnostic.Create(Descriptors.Internal, Places.First(method), Descriptors.InternalMessage(method.Name, failure!))];
        }

        return problems
            .Select(problem => Diagnostic.Create(Descriptors.Of(problem.Id), Places.Of(method, problem.Place, cancellationToken), RemedyProperties.Write(problem.Remedies), problem.Message))
            .Concat(Edges(method, step, shapes, graph, cancellationToken))
            .Concat(After(method, step, shapes[0], graph, cancellationToken));
    }

    private static IEnumerable<Diagnostic> Edges(IMethodSymbol method, StepModel step, IReadOnlyList<AssetShape> shapes, AssetGraph graph, CancellationToken cancellationToken)
    {
        for (var i = 0; i < step.Parameters.Count; i++)
        {
            var parameter = step.Parameters[i];
            if (!parameter.IsInput || graph.IsBroken(parameter.Key))
            {
                continue;
            }

            var consumer = shapes.FirstOrDefault(shape => shape.Key == parameter.Key) ?? shapes[0];
            if (EdgeRules.Check(consumer, graph.Edge(parameter), graph.Find(parameter.Key), graph.All) is { } problem)
            {
                var location = problem.Id switch
                {
                    GraphRuleIds.TypeMismatch or GraphRuleIds.Columns => Places.Of(method, new(PlaceKind.ParameterType, i), cancellationToken),
                    GraphRuleIds.ReadsItself => Places.Of(method, new(PlaceKind.ParameterName, i), cancellationToken),
                    _ => Places.OfUpstream(method.Parameters[i], cancellationToken),
                };
                yield return Diagnostic.Create(Descriptors.Of(problem.Id), location, RemedyProperties.Write(GraphRemedies.Of(problem, step, consumer, parameter, graph)), problem.Message);
            }
        }
    }

    private static IEnumerable<Diagnostic> After(IMethodSymbol method, StepModel step, AssetShape consumer, AssetGraph graph, CancellationToken cancellationToken)
    {
        foreach (var after in step.After)
        {
            if (EdgeRules.CheckAfter(consumer, after.Key, graph.Find(after.Key), graph.All) is { } problem)
            {
                yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.OfAfter(method, after, cancellationToken),
                    RemedyProperties.Write(GraphRemedies.OfAfter(problem, consumer, after.Key, graph)), problem.Message);
            }
        }
    }
}
