namespace Dataplatform.Sdk.Lineage;

/// <summary>From a column to what is made with it.</summary>
/// <param name="From">The source.</param>
/// <param name="To">What it is used for: a column, or an asset as a whole where it decides which rows there are.</param>
/// <param name="Use">All that it is used for.</param>
public sealed record AssetEdge(AssetColumn From, AssetColumn To, LineageUse Use)
{
    /// <summary>Whether the value is computed from it.</summary>
    public bool IsDirect => (Use & LineageUse.Value) != 0;
}
