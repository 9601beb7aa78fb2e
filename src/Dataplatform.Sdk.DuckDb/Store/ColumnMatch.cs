using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The columns of a result, matched by name to those of a contract.</summary>
internal sealed class ColumnMatch
{
    private readonly RowSchema _schema;

    private ColumnMatch(RowSchema schema, IReadOnlyList<ValuePlace> narrowed)
    {
        _schema = schema;
        Narrowed = narrowed;
    }

    /// <summary>The columns, and the places within them, whose values may turn out not to fit.</summary>
    public IReadOnlyList<ValuePlace> Narrowed { get; }

    /// <summary>Matches, or says what does not match: every mistake at once.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="columns">The columns there are.</param>
    /// <param name="origin">What has them, as the beginning of a sentence: <c>The query of 'sales/orders'</c>.</param>
    /// <param name="allowExtra">Whether columns that the contract does not know are left out in silence.</param>
    /// <exception cref="DataplatformException">A column is missing, unknown, ambiguous, or cannot be converted.</exception>
    public static ColumnMatch Of(RowSchema schema, IReadOnlyList<DuckDbColumn> columns, string origin, bool allowExtra = false)
    {
        var problems = new List<string>();
        var narrowed = new List<ValuePlace>();
        var there = columns.ToLookup(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var wanted = schema.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in schema.Columns)
        {
            var found = there[column.Name].ToArray();
            if (found.Length != 1)
            {
                problems.Add(found.Length == 0
                    ? $"column '{column.Name}' ('{schema.Name}.{column.Member}', {Name(column)}) is missing.{NearestName.Suggestion(column.Name, columns.Select(c => c.Name).Where(name => !wanted.Contains(name)))}"
                    : $"column '{column.Name}' appears {found.Length} times. Select it once, or give the others another name.");
                continue;
            }

            foreach (var (place, conversion, problem) in NestedConversions.Of(ValuePlace.Of(schema, column), found[0].Type, allowExtra))
            {
                if (problem is not null)
                {
                    problems.Add(problem);
                }
                else if (conversion == Conversion.Checked)
                {
                    narrowed.Add(place);
                }
            }
        }

        if (!allowExtra)
        {
            problems.AddRange(columns.Select(column => column.Name).Where(name => !wanted.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => $"column '{name}' is not in the contract '{schema.Name}'. Leave it out of the query, or add a member for it."));
        }

        return problems.Count == 0
            ? new ColumnMatch(schema, narrowed)
            : throw new DataplatformException(problems.Count == 1
                ? $"{origin} does not match its contract: {problems[0]}"
                : $"{origin} does not match its contract:{string.Concat(problems.Select(problem => $"\n  - {problem}"))}");
    }

    /// <summary>The contract's columns, in its order and with its types, for a select list.</summary>
    public string Projection() => string.Join(", ", _schema.Columns.Select(column =>
        $"cast({Quote(column)} as {Name(column)}) as {Quote(column)}"));

    /// <summary>A query that says for each narrowed place whether a value does not fit.</summary>
    public string Probe(string query) =>
        $"select {string.Join(", ", Narrowed.Select(place => place.Any($"try_cast(@x as {place.TypeName}) is null")))} from (\n{query}\n)";

    public static string Name(ColumnSchema column) => DuckDbDialect.Instance.TypeName(column.Type);

    public static string Quote(ColumnSchema column) => DuckDbDialect.Instance.Identifier(column.Name);
}
