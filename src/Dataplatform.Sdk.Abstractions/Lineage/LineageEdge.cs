namespace Dataplatform.Sdk.Lineage;

/// <summary>Where something comes from.</summary>
/// <param name="Source">The column.</param>
/// <param name="Use">All that it is used for.</param>
public sealed record LineageEdge(SourceColumn Source, LineageUse Use)
{
    /// <summary>Whether the value is computed from it.</summary>
    public bool IsDirect => (Use & LineageUse.Value) != 0;
}
