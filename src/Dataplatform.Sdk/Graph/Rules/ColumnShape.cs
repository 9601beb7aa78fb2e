using System;
using System.Collections.Generic;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>What the graph rules need to know of a column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The kind in lower case; with precision and scale for a decimal.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Texts">The only texts that it may hold; null if any will do.</param>
internal sealed record ColumnShape(string Name, string Type, bool IsNullable, IReadOnlyList<string>? Texts)
{
    /// <summary>The values within: the fields of a struct, the element of a list, the key and the value of a map.</summary>
    public IReadOnlyList<ColumnShape> Fields { get; init; } = Array.Empty<ColumnShape>();

    /// <summary>What the column was called before, as it is written; only the compiler knows it.</summary>
    public IReadOnlyList<string> RenamedFrom { get; init; } = Array.Empty<string>();
}
