using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk;

/// <summary>
/// A query whose rows are <typeparamref name="T"/>, written as an interpolated string. A hole with a <see cref="Table{T}"/>
/// is a dependency that the compiler has checked, one with a <see cref="Sql"/> or another query composes, any other is a
/// typed parameter.
/// </summary>
/// <typeparam name="T">The contract of a row; columns are matched by name.</typeparam>
[InterpolatedStringHandler]
[SuppressMessage("Performance", "CA1815:Override equals", Justification = "A query is written, rendered and gone; nobody compares two.")]
public readonly struct Sql<T>
{
    private readonly SqlParts? _parts;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Sql(int literalLength, int formattedCount) => _parts = new SqlParts();

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<SqlPart> Parts => _parts?.Items ?? (IReadOnlyList<SqlPart>)[];

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
