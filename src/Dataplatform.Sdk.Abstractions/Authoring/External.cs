namespace Dataplatform.Sdk;

/// <summary>Says where an external asset's rows are found.</summary>
public static class External
{
    /// <summary>A table or view in the asset's store that is not ours.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="table">The table's name.</param>
    public static ExternalLocation Table(string schema, string table) => new(schema, table);

    /// <summary>A query that the asset's store can run, for example over files: <c>External.Query($"from 'lake/*.parquet'")</c>.</summary>
    public static ExternalLocation Query(Sql query) => new(query);
}
