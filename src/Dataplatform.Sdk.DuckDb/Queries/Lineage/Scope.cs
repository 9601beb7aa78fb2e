namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>What names mean at a place in a query: what is read there, then what surrounds it.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, ValueLineage> _aliases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What surrounds it: a query that a subquery may refer to. Null for the outermost.</summary>
    public Scope? Outer { get; init; }

    /// <summary>The common table expressions that can be named here.</summary>
    public required CommonTables Tables { get; init; }

    /// <summary>What is read here.</summary>
    public FromClause From { get; init; } = FromClause.Nothing;

    /// <summary>The parameters of a lambda, which hide columns.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>The column for which <c>columns(…)</c> stands while an expression is read once for each.</summary>
    public ValueLineage? Current { get; init; }

    /// <summary>What the rows depend on beside the clauses that say so: an <c>unnest</c> in an expression.</summary>
    public SourceSet Rows { get; init; } = new();

    /// <summary>A column of the select list here or around, by the name that the author gave it, as far as the list has been read.</summary>
    public ValueLineage? Alias(string name) => _aliases.GetValueOrDefault(name) ?? Outer?.Alias(name);

    public void AddAlias(string name, ValueLineage value) => _aliases[name] = value;

    /// <summary>The same place within an expression that has parameters, or stands for one column.</summary>
    public Scope Within(IReadOnlyList<string>? parameters = null, ValueLineage? current = null)
    {
        var inner = new Scope
        {
            Outer = Outer,
            Tables = Tables,
            From = From,
            Parameters = [.. Parameters, .. parameters ?? []],
            Current = current ?? Current,
            Rows = Rows,
        };
        foreach (var (name, value) in _aliases)
        {
            inner._aliases[name] = value;
        }

        return inner;
    }

    /// <summary>A place within this one, such as a subquery.</summary>
    public Scope Below(FromClause from, CommonTables? tables = null) => new() { Outer = this, Tables = tables ?? Tables, From = from };

    /// <summary>What a name means; null if it means nothing here or around.</summary>
    /// <param name="names">The parts of the name: qualifiers, the column, and fields within it.</param>
    public ValueLineage? Find(ReadOnlySpan<string> names)
    {
        if (Parameters.Contains(names[0], StringComparer.OrdinalIgnoreCase))
        {
            // Its sources are those of the list, which the function has beside the lambda.
            return ValueLineage.None;
        }

        var here = FindHere(names);
        var unknown = here is null ? From.Unknown : null;
        if (here is not null || Outer is null)
        {
            return here ?? (unknown is null ? null : new ValueLineage(unknown));
        }

        var around = Outer.Find(names);
        return unknown is null ? around : new ValueLineage(unknown.Copy().Add((around ?? ValueLineage.None).Sources));
    }

    private ValueLineage? FindHere(ReadOnlySpan<string> names)
    {
        // The longest qualification wins, as in DuckDB.
        for (var qualifiers = Math.Min(3, names.Length - 1); qualifiers > 0; qualifiers--)
        {
            foreach (var binding in From.Bindings)
            {
                if (binding.Is(names[..qualifiers]) && binding.Relation.Find(names[qualifiers]) is { } column)
                {
                    return Field(column.Value, names[(qualifiers + 1)..]);
                }
            }
        }

        var name = names[0];
        var same = From.Columns.Where(column => column.Is(name)).ToList();
        if (same.Count > 0)
        {
            return Field(same.Count == 1 ? same[0].Value : ValueLineage.Of(same.Select(column => column.Value)), names[1..]);
        }

        foreach (var binding in From.Bindings)
        {
            if (binding.Is(names[..1]))
            {
                return Whole(binding.Relation, names[1..]);
            }
        }

        return null;
    }

    // A table's name as a value is a struct of its row.
    private static ValueLineage Whole(Relation relation, ReadOnlySpan<string> fields) => Field(
        new ValueLineage(relation.Values(), ValueShape.Struct([.. relation.Columns.Select(column => (column.Name, column.Value))])), fields);

    private static ValueLineage Field(ValueLineage value, ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            value = value.Shape?.Field(field) ?? new ValueLineage(value.Sources);
        }

        return value;
    }
}
