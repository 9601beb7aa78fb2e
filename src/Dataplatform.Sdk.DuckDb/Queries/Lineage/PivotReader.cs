using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Reads a <c>pivot</c> whose columns are written out, and an <c>unpivot</c>.</summary>
internal sealed class PivotReader(ResolverContext context)
{
    public Relation Read(ParseNode pivot, FromClause source, Scope outer)
    {
        var scope = outer.Below(source);
        return pivot.Texts("unpivot_names").Count > 0 ? Unpivot(pivot, source, scope) : Pivot(pivot, source, scope);
    }

    private Relation Pivot(ParseNode pivot, FromClause source, Scope scope)
    {
        var aggregates = pivot.Children("aggregates");
        var values = aggregates.Select(aggregate => context.Expressions.Read(aggregate, scope)).ToList();
        var keys = pivot.Children("pivots");
        var chosen = keys.SelectMany(key => key.Children("pivot_expressions")).ToList();
        var switches = ValueLineage.Of(chosen.Select(expression => context.Expressions.Read(expression, scope))).Sources;
        var groups = Groups(pivot, source, [.. aggregates, .. chosen]);
        var rows = source.Rows.Copy().AddAs(ValueLineage.Of(groups.Select(column => column.Value)).Sources, LineageUse.Group);
        if (keys.Any(key => key.Children("entries").Count == 0 || key.Text("pivot_enum").Length > 0 || key["subquery"].Exists))
        {
            context.Doubt("the columns of this pivot are known only when it runs", pivot);
            return new Relation(groups, rows.AddAs(switches, LineageUse.Filter)) { Unknown = context.Everything() };
        }

        var columns = new List<RelationColumn>(groups);
        foreach (var name in Names(keys))
        {
            for (var i = 0; i < Math.Max(1, aggregates.Count); i++)
            {
                var sources = new SourceSet().AddAs(switches, LineageUse.Filter);
                var alias = i < aggregates.Count ? aggregates[i].Alias : string.Empty;
                var suffix = aggregates.Count > 1 || alias.Length > 0 ? $"_{(alias.Length > 0 ? alias : context.TextOf(aggregates[i]))}" : string.Empty;
                columns.Add(new RelationColumn(name + suffix, new ValueLineage(i < values.Count ? sources.Add(values[i].Sources) : sources)));
            }
        }

        return new Relation(columns, rows);
    }

    // Without a group clause, rows are grouped by every column that the pivot does not name otherwise.
    private static List<RelationColumn> Groups(ParseNode pivot, FromClause source, IReadOnlyList<ParseNode> used)
    {
        var groups = pivot.Texts("groups");
        if (groups.Count > 0)
        {
            return [.. groups.Select(name => source.Columns.FirstOrDefault(column => column.Is(name))).OfType<RelationColumn>()];
        }

        var names = used.SelectMany(Mentioned).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. source.Columns.Where(column => !names.Contains(column.Name))];
    }

    private static IEnumerable<string> Mentioned(ParseNode expression) =>
        (expression.Texts("column_names") is [.., var last] ? [last] : Array.Empty<string>()).Concat(expression.Below().SelectMany(Mentioned));

    // Every combination of the entries, in the order in which they are written.
    private static IEnumerable<string> Names(IReadOnlyList<ParseNode> keys) => keys.Aggregate<ParseNode, IEnumerable<string>>([string.Empty], (names, key) =>
        names.SelectMany(name => key.Children("entries").Select(entry => name.Length == 0 ? NameOf(entry) : $"{name}_{NameOf(entry)}")));

    private static string NameOf(ParseNode entry) => entry.Alias.Length > 0 ? entry.Alias : string.Join('_', entry.Children("values").Select(value => value.Value("value")));

    private Relation Unpivot(ParseNode pivot, FromClause source, Scope scope)
    {
        var key = pivot.Children("pivots")[0];
        var entries = key.Children("entries").SelectMany(entry => Entries(entry, scope)).ToList();
        var used = entries.SelectMany(names => names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = source.Columns.Where(column => !used.Contains(column.Name)).ToList();
        columns.AddRange(key.Texts("unpivot_names").Select(name => new RelationColumn(name, ValueLineage.None)));
        var rows = source.Rows.Copy();
        var values = pivot.Texts("unpivot_names");
        for (var i = 0; i < values.Count; i++)
        {
            var value = ValueLineage.Of(entries.Where(names => i < names.Count).Select(names => source.Columns.FirstOrDefault(column => column.Is(names[i]))?.Value ?? ValueLineage.None));
            columns.Add(new RelationColumn(values[i], value));
            if (!pivot.Flag("include_nulls"))
            {
                rows.AddAs(value.Sources, LineageUse.Filter);
            }
        }

        return new Relation(columns, rows) { Unknown = source.Unknown };
    }

    private IEnumerable<IReadOnlyList<string>> Entries(ParseNode entry, Scope scope) => entry["star_expr"].Exists
        ? context.SelectLists.Columns(entry["star_expr"], scope).Select(column => (IReadOnlyList<string>)[column.Name])
        : entry["expr"].Exists ? [entry["expr"].Texts("column_names")] : [[.. entry.Children("values").Select(value => value.Value("value"))]];
}
