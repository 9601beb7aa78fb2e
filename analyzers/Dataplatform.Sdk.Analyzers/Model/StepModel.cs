using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>One annotated method, as strings: nothing here keeps a compilation alive.</summary>
internal sealed record StepModel
{
    /// <summary>The full metadata name, unique among all methods.</summary>
    public required string Id { get; init; }

    /// <summary>The method as people write it: <c>SalesAssets.RawOrders</c>.</summary>
    public required string Source { get; init; }

    public required string Assembly { get; init; }

    public required string Namespace { get; init; }

    public required string ClassName { get; init; }

    /// <summary>The declaring class with <c>global::</c>.</summary>
    public required string DeclaringType { get; init; }

    public required string Method { get; init; }

    /// <summary>The key of the external asset that it observes; null for a method that makes assets.</summary>
    public string? Observes { get; init; }

    /// <summary>What it checks; null for a method that checks nothing.</summary>
    public CheckModel? Checks { get; init; }

    public required bool IsStatic { get; init; }

    /// <summary>Whether class and method are visible to other assemblies.</summary>
    public required bool IsPublic { get; init; }

    public required bool IsClassPublic { get; init; }

    /// <summary>Whether a step can be generated; an invalid asset keeps only its typed key.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Whether typed keys are generated: the name of their class is free.</summary>
    public required bool HasKeys { get; init; }

    public required bool IsAwaited { get; init; }

    /// <summary>Whether what is awaited is an object, which may be null.</summary>
    public required bool IsTask { get; init; }

    /// <summary>Whether the outputs are members of an object, which may be null.</summary>
    public required bool HasOutputsObject { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>What an instance of the declaring class takes.</summary>
    public required EquatableArray<ParameterModel> ConstructorParameters { get; init; }

    /// <summary>Empty if the return type is not supported.</summary>
    public required EquatableArray<OutputModel> Outputs { get; init; }

    /// <summary>The keys that the outputs have or would have; known even where the return type is not supported.</summary>
    public required EquatableArray<string> Keys { get; init; }

    public required EquatableArray<AfterModel> After { get; init; }

    public required StepMetadata Metadata { get; init; }

    public required PolicyModel Policies { get; init; }

    /// <summary>How what it makes is divided; null if it is not, or if that cannot be told.</summary>
    public required PartitionsDefinition? Partitions { get; init; }

    /// <summary>Whether it can be told how it is divided.</summary>
    public required bool ArePartitionsKnown { get; init; }

    /// <summary>The lines that say from which columns its rows come, as far as its code says; empty if it does not make rows from rows.</summary>
    public EquatableArray<string> Lineage { get; init; }

    /// <summary>Whether one call makes a whole range of partitions.</summary>
    public bool TakesRange => Parameters.Any(parameter => parameter.Form == ParameterForm.PartitionRange);

    public bool IsExternal => Outputs.Count == 1 && Outputs[0].Form == OutputForm.External;

    public bool IsSql => Outputs.Count > 0 && Outputs.All(output => output.Form == OutputForm.Query);
}
