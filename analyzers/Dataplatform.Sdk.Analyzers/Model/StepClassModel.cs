using System.Collections.Immutable;

namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>The steps of one class of assets, in ordinal order.</summary>
/// <param name="DeclaringType">The class with <c>global::</c>.</param>
/// <param name="Steps">The steps.</param>
internal sealed record StepClassModel(string DeclaringType, EquatableArray<StepModel> Steps)
{
    /// <summary>The class's full name, unique in the assembly.</summary>
    public string Id => IdOf(DeclaringType);

    public static string IdOf(string declaringType) => declaringType.StartsWith("global::", StringComparison.Ordinal) ? declaringType.Substring(8) : declaringType;

    /// <summary>The classes, in ordinal order.</summary>
    public static IEnumerable<StepClassModel> Group(ImmutableArray<StepModel> steps) => steps
        .GroupBy(step => step.DeclaringType, StringComparer.Ordinal)
        .OrderBy(type => type.Key, StringComparer.Ordinal)
        .Select(type => new StepClassModel(type.Key, type.OrderBy(step => step.Source, StringComparer.Ordinal).ThenBy(step => step.Id, StringComparer.Ordinal).ToEquatable()));
}
