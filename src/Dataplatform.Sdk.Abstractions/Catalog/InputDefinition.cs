using System.Diagnostics;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Catalog;

/// <summary>A parameter that reads an asset.</summary>
[DebuggerDisplay("{Parameter,nq} <- {Key.Path,nq}")]
public sealed record InputDefinition
{
    /// <summary>The parameter's name in C#.</summary>
    public required string Parameter { get; init; }

    /// <summary>The name under which a query sees it: the parameter in snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>The asset.</summary>
    public required AssetKey Key { get; init; }

    /// <summary>Rows or one value.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>The type of a row or of the value, as C# writes it with its namespace.</summary>
    public required string ValueType { get; init; }

    /// <summary>Whether it is the asset's own last version.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Whether null is passed when the asset was never published.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Which of its partitions are needed, where it is partitioned.</summary>
    /// <value>Default: those that overlap, or those of the same key.</value>
    public PartitionMapping Mapping { get; init; } = PartitionMapping.Default;

    /// <summary>The function of a <see cref="PartitionMapping.Function"/>; null for any other mapping.</summary>
    public PartitionFunction? Function { get; init; }

    /// <summary>The codec of the rows; null for a value.</summary>
    public RowCodec? Rows { get; init; }

    /// <summary>The codec of the value; null for rows.</summary>
    public ArtifactCodec? Artifact { get; init; }
}
