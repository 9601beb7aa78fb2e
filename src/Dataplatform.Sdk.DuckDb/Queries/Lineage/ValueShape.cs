namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>What is known of the values within a value: the fields of a struct, or the element of a list.</summary>
internal sealed record ValueShape
{
    /// <summary>The fields of a struct; null if it is none.</summary>
    public IReadOnlyList<(string Name, ValueLineage Value)>? Fields { get; private init; }

    /// <summary>The element of a list; null if it is none.</summary>
    public ValueLineage? Element { get; private init; }

    public static ValueShape Struct(IReadOnlyList<(string Name, ValueLineage Value)> fields) => new() { Fields = fields };

    public static ValueShape List(ValueLineage element) => new() { Element = element };

    /// <summary>The shape of a column's type: all that is within comes from the column.</summary>
    public static ValueShape? Of(ColumnType type, SourceSet sources) => type.Kind switch
    {
        ColumnKind.Struct => Struct([.. type.Fields.Select(field => (field.Name, new ValueLineage(sources, Of(field.Type, sources))))]),
        ColumnKind.List => List(new ValueLineage(sources, Of(type.Fields[0].Type, sources))),
        _ => null,
    };

    /// <summary>A field; null if it is not known.</summary>
    public ValueLineage? Field(string name) => Fields?.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
