extern alias Analyzers;

using System.Collections;
using System.Reflection;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>What every run of the generator must show.</summary>
internal static class CachingChecks
{
    public static void EverythingIsCached(GeneratorDriverRunResult second)
    {
        var result = second.Results.Single();
        foreach (var (name, steps) in result.TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key)))
        {
            steps.SelectMany(step => step.Outputs).ShouldAllBe(
                output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged, name);
        }

        result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached, "an output was written again");
    }

    /// <summary>No step that makes source holds on to the compilation.</summary>
    public static void NothingIsKeptAlive(GeneratorDriverRunResult first)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (name, steps) in first.Results.Single().TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key)))
        {
            foreach (var (value, _) in steps.SelectMany(step => step.Outputs))
            {
                Walk(value, name, seen);
            }
        }
    }

    private static void Walk(object? value, string step, HashSet<object> seen)
    {
        if (value is null or string or Enum || value.GetType().IsPrimitive || !seen.Add(value))
        {
            return;
        }

        (value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or Location).ShouldBeFalse($"{step} holds a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, step, seen);
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), step, seen);
        }
    }
}
