using System.Collections.Generic;

namespace Dataplatform.Sdk.Ledger.Rules;

// Everything in this folder is compiled into the analyzer assembly as well (netstandard2.0), so that build time and run
// time give the same verdict in the same words. Nothing but the base library and other linked files may be used.

/// <summary>What is promised of a column, or of a value within one.</summary>
/// <param name="Path">Where the value is: <c>amount</c>, <c>lines[].amount</c>; see <see cref="ColumnPath"/>.</param>
/// <param name="Type">The kind in lower case; with precision and scale for a decimal.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Texts">The only texts that it may hold; null if any will do.</param>
internal sealed record ColumnContract(string Path, string Type, bool IsNullable, IReadOnlyList<string>? Texts)
{
    /// <summary>The paths that it may have had before.</summary>
    public IReadOnlyList<string> RenamedFrom { get; init; } = [];

    /// <summary>The type as the lock writes it.</summary>
    public string TypeText => IsNullable ? Type + "?" : Type;
}
