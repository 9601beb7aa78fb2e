using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Reads the list of a <c>select</c>: an item may be one column, or many.</summary>
internal sealed class SelectList(ResolverContext context)
{
    private static readonly HashSet<string> NameFilters = new(StringComparer.Ordinal) { "~~", "!~~", "~~*", "!~~*", "~~~", "regexp_full_match" };

    /// <summary>The columns of an item.</summary>
    public IReadOnlyList<RelationColumn> Read(ParseNode item, Scope scope)
    {
        if (item.Class == "STAR")
        {
            return Named(item, Columns(item, scope), scope);
        }

        if (IsNameFilter(item, out var filtered))
        {
            return Pick(context.Match(item, Names(filtered, scope), filtered.Text("relation_name")), StarColumns(filtered, scope));
        }

        if (FindColumns(item) is { } star)
        {
            return ForEach(item, star, scope);
        }

        return item.Class == "FUNCTION" && item.Text("function_name") is "unnest" or "unlist"
            ? Unnested(item, scope)
            : [Column(item, context.Expressions.Read(item, scope))];
    }

    /// <summary>The columns that a star stands for, under their own names.</summary>
    public IReadOnlyList<RelationColumn> Columns(ParseNode star, Scope scope)
    {
        var all = StarColumns(star, scope);
        return star["expr"].Exists ? Pick(context.Match(star.Unnamed(), [.. all.Select(column => column.Name)], star.Text("relation_name")), all) : all;
    }

    // columns('(.*)_id') as '\1' gives names that only DuckDB can tell.
    private IReadOnlyList<RelationColumn> Named(ParseNode star, IReadOnlyList<RelationColumn> columns, Scope scope)
    {
        if (star.Alias.Length == 0)
        {
            return columns;
        }

        var names = context.Match(star, Names(star, scope), star.Text("relation_name"));
        return names.Count == columns.Count ? [.. columns.Select((column, i) => column.Renamed(names[i]))] : columns;
    }

    private IReadOnlyList<string> Names(ParseNode star, Scope scope) => [.. StarColumns(star, scope).Select(column => column.Name)];

    private static List<RelationColumn> Pick(IReadOnlyList<string> names, IReadOnlyList<RelationColumn> columns) =>
        [.. names.Select(name => columns.FirstOrDefault(column => column.Is(name))).OfType<RelationColumn>()];

    private IReadOnlyList<RelationColumn> StarColumns(ParseNode star, Scope scope)
    {
        var relation = star.Text("relation_name");
        var columns = relation.Length == 0 ? scope.From.Columns : Qualified(relation, scope);
        var excluded = star.Children("qualified_exclude_list");
        var names = star.Texts("exclude_list");
        var replaced = star.Children("replace_list");
        var renamed = star.Children("rename_list");
        return
        [
            .. columns.Where(column => !names.Any(column.Is) && !excluded.Any(name => column.Is(name.Text("column")) && IsOf(column, name.Text("table"), scope)))
                .Select(column => replaced.Where(pair => column.Is(pair.Text("key"))).Select(pair => column.With(context.Expressions.Read(pair["value"], scope))).FirstOrDefault(column))
                .Select(column => renamed.Where(pair => column.Is(pair["key"].Text("column"))).Select(pair => column.Renamed(pair.Text("value"))).FirstOrDefault(column)),
        ];
    }

    private static bool IsOf(RelationColumn column, string table, Scope scope) =>
        scope.From.Bindings.Any(binding => binding.Is([table]) && binding.Relation.Columns.Contains(column));

    // t.*, or s.* of a struct s.
    private static IReadOnlyList<RelationColumn> Qualified(string relation, Scope scope)
    {
        for (var place = scope; place is not null; place = place.Outer)
        {
            if (place.From.Bindings.FirstOrDefault(binding => binding.Is([relation])) is { } binding)
            {
                return binding.Relation.Columns;
            }
        }

        return scope.Find([relation])?.Shape?.Fields is { } fields ? [.. fields.Select(field => new RelationColumn(field.Name, field.Value))] : [];
    }

    private List<RelationColumn> ForEach(ParseNode item, ParseNode star, Scope scope)
    {
        var columns = Columns(star, scope);
        return [.. columns.Select(column => item.Alias.Length > 0
            ? new RelationColumn(item.Alias, context.Expressions.Read(item, scope.Within(current: column.Value)))
            : new RelationColumn(column.Name, context.Expressions.Read(item, scope.Within(current: column.Value))))];
    }

    private RelationColumn Column(ParseNode item, ValueLineage value)
    {
        if (item.Alias.Length > 0)
        {
            return new RelationColumn(item.Alias, value);
        }

        return item.Texts("column_names") is [.., var last]
            ? new RelationColumn(last, value)
            : new RelationColumn(new Lazy<string>(() => context.TextOf(item)), value);
    }

    // The expression is read once for each column; of *columns(…) all of them are arguments of one call.
    private static ParseNode? FindColumns(ParseNode expression)
    {
        if (expression.Class == "STAR")
        {
            return expression.Flag("columns") ? expression : null;
        }

        return expression.Class == "SUBQUERY" || expression.Type == "OPERATOR_UNPACK"
            ? null
            : expression.Below().Select(FindColumns).FirstOrDefault(found => found is not null);
    }

    private static bool IsNameFilter(ParseNode item, out ParseNode star)
    {
        star = item.Class == "FUNCTION" && NameFilters.Contains(item.Text("function_name")) && item.Children("children") is [var first, ..] ? first : default;
        return star.Class == "STAR" && !star.Flag("columns");
    }

    // A struct becomes a column for each of its fields; so do the structs of a list where it is asked for.
    private List<RelationColumn> Unnested(ParseNode item, Scope scope)
    {
        var arguments = item.Children("children");
        var value = context.Expressions.Read(arguments[0], scope);
        var isDeep = arguments.Skip(1).Any(argument => argument.Alias is "recursive" or "max_depth");
        if (value.Shape?.Fields is not null)
        {
            return [.. Fields(value, isDeep)];
        }

        scope.Rows.AddAs(value.Sources, LineageUse.Unnest);
        value = value.Shape?.Element ?? new ValueLineage(value.Sources);
        while (isDeep && value.Shape?.Element is { } element)
        {
            value = element;
        }

        return isDeep && value.Shape?.Fields is not null ? [.. Fields(value, isDeep)] : [Column(item, value)];
    }

    private static IEnumerable<RelationColumn> Fields(ValueLineage value, bool isDeep) => value.Shape!.Fields!.SelectMany(field =>
        isDeep && field.Value.Shape?.Fields is not null ? Fields(field.Value, isDeep) : [new RelationColumn(field.Name, field.Value)]);
}
