using System.Diagnostics;

namespace Dataplatform.Sdk.Lineage;

/// <summary>A column of an asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Column">The column; null for the asset as a whole: a value, an effect, or which rows it has.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record AssetColumn(AssetKey Asset, string? Column)
{
    /// <summary><c>sales/orders.amount</c>.</summary>
    public override string ToString() => Column is null ? Asset.Path : $"{Asset.Path}.{Column}";
}
