namespace Dataplatform.Sdk;

/// <summary>Where an external asset is found: made by <see cref="External"/>.</summary>
public sealed record ExternalLocation
{
    internal ExternalLocation(string schema, string table)
    {
        Schema = schema;
        Table = table;
    }

    internal ExternalLocation(Sql query) => Query = query;

    /// <summary>The schema of the relation; null if a query gives the rows.</summary>
    public string? Schema { get; }

    /// <summary>The relation's name; null if a query gives the rows.</summary>
    public string? Table { get; }

    /// <summary>A query that gives the rows; null if a relation does.</summary>
    public Sql? Query { get; }
}
