namespace Dataplatform.Sdk.Lineage;

/// <summary>A table that a query may name.</summary>
/// <param name="Name">Its name as the query writes it, without quotes and qualifiers. It is what sources are told by.</param>
/// <param name="Columns">Its columns.</param>
public sealed record LineageTable(string Name, IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>What stands before the name where it is qualified: catalog and schema, or the schema.</summary>
    public IReadOnlyList<string> Qualifiers { get; init; } = [];
}
