using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on one method and on its edges; live in the editor.</summary>
internal static class StepRules
{
    public static IEnumerable<Diagnostic> Check(DeclaredStep declared, AssetGraph graph, Compilation compilation, CancellationToken cancellationToken)
    {
        var (method, step, problems, shapes, failure) = declared;
        if (step is null)
        {
            return [Diagnostic.Create(Descriptors.Internal, Places.First(method), Descriptors.InternalMessage(method.Name, failure!))];
        }

        return problems
            .Select(problem => Diagnostic.Create(Descriptors.Of(problem.Id), Places.Of(method, problem.Place, cancellationToken), RemedyProperties.Write(problem.Remedies), problem.Message))
            .Concat(Observed(method, step, shapes[0], graph, cancellationToken))
            .Concat(Checked(method, step, shapes[0], graph, cancellationToken))
            .Concat(Edges(method, step, Divided(step, shapes, graph), graph, cancellationToken))
            .Concat(After(method, step, shapes[0], graph, cancellationToken))
            .Concat(WriteMemberRules.Check(method, step, compilation, cancellationToken))
            .Concat(PartitionMemberRules.Check(method, step, compilation, cancellationToken))
            .Concat(Resources(method, step, graph, cancellationToken));
    }

    private static IEnumerable<Diagnostic> Observed(IMethodSymbol method, StepModel step, AssetShape observer, AssetGraph graph, CancellationToken cancellationToken)
    {
        if (step.Observes is { } key && !graph.IsBroken(key) && ObserverRules.Check(observer, graph.Find(key), graph.All) is { } problem)
        {
            yield return Diagnostic.Create(
                Descriptors.Of(problem.Id), Places.OfObserved(method, cancellationToken), RemedyProperties.Write(GraphRemedies.OfObserved(problem, observer, graph)), problem.Message);
        }
    }

    private static IEnumerable<Diagnostic> Checked(IMethodSymbol method, StepModel step, AssetShape check, AssetGraph graph, CancellationToken cancellationToken)
    {
        if (step.Checks is { Key: var key } && !graph.IsBroken(key) && CheckRules.Check(check, graph.Find(key), graph.All) is { } problem)
        {
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.OfChecked(method, cancellationToken), RemedyProperties.Write(GraphRemedies.OfChecked(problem, check, graph)), problem.Message);
        }
    }

    // A check is divided as what it checks is.
    private static IReadOnlyList<AssetShape> Divided(StepModel step, IReadOnlyList<AssetShape> shapes, AssetGraph graph) =>
        step.Checks is { Key: var key } ? [shapes[0] with { Partitions = graph.Find(key)?.Partitions }] : shapes;

    // A type that an asset makes is hardly ever registered as a service: the attribute was forgotten.
    private static IEnumerable<Diagnostic> Resources(IMethodSymbol method, StepModel step, AssetGraph graph, CancellationToken cancellationToken)
    {
        for (var i = 0; i < step.Parameters.Count; i++)
        {
            var parameter = step.Parameters[i];
            if (parameter.Form == ParameterForm.Resource && parameter.ServiceKey is null && !method.Parameters[i].Has(Names.Resource) && graph.Maker(parameter.PlainType) is { } maker)
            {
                var name = parameter.PlainType.Substring(parameter.PlainType.LastIndexOf('.') + 1);
                yield return Diagnostic.Create(
                    Descriptors.NotAResource,
                    Places.Of(method, new(PlaceKind.ParameterType, i), cancellationToken),
                    RemedyProperties.Write([new(RemedyKinds.Mark, "Upstream"), new(RemedyKinds.Artifact, parameter.PlainType)]),
                    $"Parameter '{parameter.Name}' of '{step.Source}' would be a resource, but '{name}' is what the asset '{maker.Key}' makes. Put [Upstream] on the parameter or [Artifact] on '{name}' to read the asset, or [Resource] on the parameter if a service is meant.");
            }
        }
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
                    GraphRuleIds.NothingToMap or GraphRuleIds.MappingDoesNotFit => Places.OfMapping(method.Parameters[i], cancellationToken),
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
