namespace Dataplatform.Sdk;

/// <summary>A piece of a query: text that the author wrote, or a hole.</summary>
public abstract record SqlPart
{
    private SqlPart()
    {
    }

    /// <summary>Text as the author wrote it.</summary>
    public sealed record Text(string Value) : SqlPart;

    /// <summary>A reference to an input.</summary>
    public sealed record Table(ITableReference Reference) : SqlPart;

    /// <summary>A name to be quoted.</summary>
    public sealed record Identifier(string Name) : SqlPart;

    /// <summary>A value with its type; never becomes text of the query unless the engine takes no parameter there.</summary>
    public sealed record Parameter(object? Value, ColumnType Type) : SqlPart;
}
