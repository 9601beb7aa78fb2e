using System;
using System.Collections.Generic;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>What the graph rules need to know of a parameter that reads an asset.</summary>
/// <param name="Parameter">The parameter's name in C#.</param>
/// <param name="Key">The key it reads.</param>
/// <param name="Kind">Rows or one value.</param>
/// <param name="ValueType">The type of a row or of the value, with its namespace.</param>
/// <param name="IsSelf">Whether it is the asset's own last version.</param>
internal sealed record EdgeShape(string Parameter, string Key, ValueKind Kind, string ValueType, bool IsSelf)
{
    /// <summary>Which partitions are read; null if that cannot be told, and so not be judged.</summary>
    public PartitionMapping? Mapping { get; init; } = PartitionMapping.Default;

    /// <summary>The columns of the rows, read when a rule asks; none where they are not known.</summary>
    public Func<IReadOnlyList<ColumnShape>> Columns { get; init; } = static () => [];
}
