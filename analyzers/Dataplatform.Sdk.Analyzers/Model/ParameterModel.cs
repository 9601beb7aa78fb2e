using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A parameter and what is bound to it.</summary>
internal sealed record ParameterModel
{
    public required string Name { get; init; }

    public required ParameterForm Form { get; init; }

    /// <summary>The row type, the value's type or the service type, with <c>global::</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>The same as C# writes it, for comparison and for messages.</summary>
    public string PlainType { get; init; } = string.Empty;

    /// <summary>The key of the asset that it reads; empty for anything else.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>Whether [Upstream] or [Self] names the asset, so that messages point there.</summary>
    public bool HasUpstreamArgument { get; init; }

    public bool IsSelf { get; init; }

    /// <summary>Which partitions of the asset are read; null if that cannot be told.</summary>
    public PartitionMapping? Mapping { get; init; } = PartitionMapping.Default;

    /// <summary>The ordinal of the dimension whose key it takes.</summary>
    public int Dimension { get; init; }

    /// <summary>Whether null may be passed.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether the type is <c>Nullable&lt;T&gt;</c>, so that null needs a cast.</summary>
    public bool IsNullableValue { get; init; }

    /// <summary>A C# literal; null for an ordinary service.</summary>
    public string? ServiceKey { get; init; }

    public bool IsInput => Form is <= ParameterForm.Artifact;

    public bool IsRows => Form is < ParameterForm.Artifact;
}
