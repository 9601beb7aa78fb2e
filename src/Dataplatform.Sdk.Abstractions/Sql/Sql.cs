using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk;

/// <summary>
/// A fragment of SQL without a row type: a condition, a list of columns, a CTE. Written as an interpolated string whose
/// holes are tables, fragments or values, never raw text.
/// </summary>
/// <example><code>Sql recent = onlyRecent ? (Sql)$"where ordered_on >= {since}" : Sql.Empty;</code></example>
[InterpolatedStringHandler]
[SuppressMessage("Performance", "CA1815:Override equals", Justification = "A fragment is written, rendered and gone; nobody compares two.")]
public readonly struct Sql
{
    private readonly SqlParts? _parts;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Sql(int literalLength, int formattedCount) => _parts = new SqlParts();

    private Sql(SqlParts parts) => _parts = parts;

    /// <summary>Nothing.</summary>
    public static Sql Empty => default;

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<SqlPart> Parts => _parts?.Items ?? (IReadOnlyList<SqlPart>)[];

    /// <summary>A name of a column, table or schema, quoted as the engine needs it.</summary>
    public static Sql Identifier(string name)
    {
        var parts = new SqlParts();
        parts.Items.Add(new SqlPart.Identifier(name));
        return new Sql(parts);
    }

    /// <summary>Fragments with a separator between them: <c>Sql.Join($", ", columns.Select(Sql.Identifier))</c>.</summary>
    public static Sql Join(Sql separator, IEnumerable<Sql> fragments)
    {
        var parts = new SqlParts();
        var first = true;
        foreach (var fragment in fragments)
        {
            if (!first)
            {
                parts.Fragment(separator.Parts);
            }

            parts.Fragment(fragment.Parts);
            first = false;
        }

        return new Sql(parts);
    }

    /// <summary>Called by the compiler for the text between holes.</summary>
    public void AppendLiteral(string text) => _parts!.Text(text);

    /// <summary>A hole with a table: a reference to the input.</summary>
    public void AppendFormatted<TRow>(Table<TRow>? table) => _parts!.Table(table);

    /// <summary>A hole with a fragment: written in place.</summary>
    public void AppendFormatted(Sql fragment) => _parts!.Fragment(fragment.Parts);

    /// <summary>A hole with a query: written in parentheses.</summary>
    public void AppendFormatted<TRow>(Sql<TRow> query) => _parts!.Query(query.Parts);

    /// <summary>A hole with a value: a typed parameter.</summary>
    public void AppendFormatted<TValue>(TValue value) => _parts!.Value(value);
}
