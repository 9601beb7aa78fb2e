using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A stage that is complete.</summary>
/// <param name="Row">The version.</param>
/// <param name="Rows">Its rows; null for a view or a value.</param>
/// <param name="Bytes">The size of its values; null for a view.</param>
internal sealed record StageResult(StageRow Row, long? Rows, long? Bytes)
{
    /// <summary>What was done to the columns of rows that were kept.</summary>
    public IReadOnlyList<ColumnAlteration> Alterations { get; init; } = [];
}
