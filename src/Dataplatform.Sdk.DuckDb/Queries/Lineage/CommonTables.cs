namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>The common table expressions that a query can name: its own, then those around it.</summary>
internal sealed class CommonTables(CommonTables? outer)
{
    private readonly Dictionary<string, Func<Relation>> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds one; it is read when it is first named.</summary>
    public void Add(string name, Func<Relation> read)
    {
        var relation = new Lazy<Relation>(read);
        _tables[name] = () => relation.Value;
    }

    /// <summary>Adds one that is different whenever it is named: a recursive query, as far as it is known.</summary>
    public void AddCurrent(string name, Func<Relation> current) => _tables[name] = current;

    public Relation? Find(string name) => _tables.TryGetValue(name, out var read) ? read() : outer?.Find(name);
}
