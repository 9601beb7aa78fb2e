using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on what a method says of other assets' past and future, and on reading one that ends.</summary>
internal static class LifecycleEdges
{
    public static IEnumerable<Diagnostic> Check(DeclaredStep declared, AssetGraph graph, Lazy<CompilationLedger>? ledger, LedgerSettings settings, CancellationToken cancellationToken)
    {
        if (declared.Step is not { } step || declared.Shapes.Count == 0)
        {
            yield break;
        }

        foreach (var diagnostic in Reads(declared, step, graph, settings, cancellationToken).Concat(Names(declared, step, graph, ledger, cancellationToken)))
        {
            yield return diagnostic;
        }
    }

    private static IEnumerable<Diagnostic> Reads(DeclaredStep declared, StepModel step, AssetGraph graph, LedgerSettings settings, CancellationToken cancellationToken)
    {
        for (var i = 0; i < step.Parameters.Count; i++)
        {
            var parameter = step.Parameters[i];
            if (parameter.IsInput && !parameter.IsSelf && graph.Find(parameter.Key) is { } upstream
                && RetirementRules.Check(declared.Shapes[0], parameter.Name, upstream, graph.All, settings.Today) is { } problem)
            {
                yield return Diagnostic.Create(Descriptors.Of(problem.Id), Places.OfUpstream(declared.Method.Parameters[i], cancellationToken), problem.Message);
            }
        }
    }

    private static IEnumerable<Diagnostic> Names(DeclaredStep declared, StepModel step, AssetGraph graph, Lazy<CompilationLedger>? ledger, CancellationToken cancellationToken)
    {
        var lifecycle = step.Metadata.Lifecycle;
        if (lifecycle.Supersedes is { } superseded && step.Keys.Count == 1 && !graph.IsBroken(superseded)
            && RetirementRules.CheckSuperseded(declared.Shapes[0], graph.Find(superseded), ledger?.Value.Lock.FindRetired(superseded) is not null, graph.All) is { } problem)
        {
            yield return Diagnostic.Create(Descriptors.Of(problem.Id), At(declared.Method, Extraction.Names.Supersedes, 0, cancellationToken), problem.Message);
        }

        for (var i = 0; i < lifecycle.RenamedFrom.Count; i++)
        {
            var old = lifecycle.RenamedFrom[i];
            if (graph.Own.FirstOrDefault(asset => asset.Key == old) is { } user)
            {
                yield return Diagnostic.Create(Descriptors.RenamedFrom, At(declared.Method, Extraction.Names.RenamedFrom, i, cancellationToken),
                    user.Key == declared.Shapes[0].Key
                        ? $"'{old}' is the name that '{step.Source}' has now. Remove [RenamedFrom]."
                        : $"'{step.Source}' cannot have been '{old}' before: '{user.Source}' is. Remove [RenamedFrom], or rename the other one.");
            }
        }
    }

    private static Location At(IMethodSymbol method, string attribute, int ordinal, CancellationToken cancellationToken) =>
        method.GetAttributes().Where(candidate => candidate.AttributeClass?.IsSdk(attribute) == true).ElementAtOrDefault(ordinal) is { } found
            ? Places.OfSetting(found, found.ConstructorArguments.Length > 1 ? "#1" : "#0", Place.All, method, cancellationToken)
            : Places.First(method);
}
