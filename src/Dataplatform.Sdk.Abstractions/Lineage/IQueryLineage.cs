namespace Dataplatform.Sdk.Lineage;

/// <summary>
/// Says from which columns the columns of a query come. An engine that runs SQL can offer it; nothing is opened and no query
/// runs.
/// </summary>
public interface IQueryLineage
{
    /// <summary>The lineage of one query.</summary>
    /// <param name="query">The query as the engine takes it: exactly one statement, parameters with their type.</param>
    /// <param name="tables">The tables that the query may name.</param>
    /// <returns>The lineage; where the query leaves it open, one that says so in <see cref="RowLineage.Doubts"/>.</returns>
    RowLineage Resolve(string query, IReadOnlyList<LineageTable> tables);
}
