using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Whether what an asset needs was generated. An analyzer sees the result of all generators; a generator sees none.</summary>
internal static class GeneratedCode
{
    /// <summary>What is wrong if an asset that is right has no generated step; null if it has one.</summary>
    public static string? Misses(Compilation compilation, DeclaredStep declared) =>
        declared.Step is { IsValid: true } step
            && compilation.Assembly.GetTypeByMetadataName("Dataplatform.Sdk.GeneratedAssets") is not null
            && !Text(compilation, step).Contains($"\nstep {step.Method}\n")
            ? $"'{step.Source}' is left out: a type in its signature is made by another source generator, which this one cannot see. Declare the type by hand, or in a project that this one references."
            : null;

    private static string Text(Compilation compilation, StepModel step) => compilation.Assembly
        .GetTypeByMetadataName($"{GeneratedNames.Namespace}.{GeneratedNames.Class(StepClassModel.IdOf(step.DeclaringType), StepClassEmitter.Suffix)}")
        ?.GetMembers(StepClassEmitter.TextField).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as string ?? string.Empty;
}
