namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>A column of something that a query reads or makes.</summary>
internal sealed class RelationColumn
{
    private readonly Lazy<string> _name;

    public RelationColumn(string name, ValueLineage value)
        : this(new Lazy<string>(name), value)
    {
    }

    /// <summary>A column that nobody has named. What DuckDB calls it is asked for only when a query looks for that name.</summary>
    public RelationColumn(Lazy<string> name, ValueLineage value)
    {
        _name = name;
        Value = value;
    }

    public string Name => _name.Value;

    public ValueLineage Value { get; }

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public RelationColumn Renamed(string name) => new(name, Value);

    public RelationColumn With(ValueLineage value) => new(_name, value);
}
