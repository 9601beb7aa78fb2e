namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Something in a <c>from</c> clause, under the name by which columns are qualified.</summary>
/// <param name="Name">The alias or the table's name; empty if it has none.</param>
/// <param name="Qualifiers">Catalog and schema as far as they are written.</param>
/// <param name="Relation">What it is.</param>
internal sealed record Binding(string Name, IReadOnlyList<string> Qualifiers, Relation Relation)
{
    /// <summary>Whether a qualified name means this: by its name, or by what stands before it, too.</summary>
    public bool Is(ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || !Name.Equals(path[^1], StringComparison.OrdinalIgnoreCase) || path.Length - 1 > Qualifiers.Count)
        {
            return false;
        }

        for (var i = 1; i < path.Length; i++)
        {
            if (!path[^(i + 1)].Equals(Qualifiers[^i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
