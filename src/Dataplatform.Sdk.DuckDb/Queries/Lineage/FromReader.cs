using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Reads the <c>from</c> clause of a query.</summary>
internal sealed class FromReader(ResolverContext context)
{
    public FromClause Read(ParseNode table, Scope scope) => table.Type switch
    {
        "" or "EMPTY" => FromClause.Nothing,
        "BASE_TABLE" => Named(table, table.Text("table_name"), Base(table, scope)),
        "SUBQUERY" => Named(table, string.Empty, context.Queries.Read(table["subquery"]["node"], scope)),
        "JOIN" => Join(table, scope),
        "TABLE_FUNCTION" => Named(table, table["function"].Text("function_name"), Function(table, scope)),
        "EXPRESSION_LIST" => Named(table, string.Empty, Values(table, scope)),
        "PIVOT" => Named(table, string.Empty, context.Pivots.Read(table, Read(table["source"], scope), scope)),
        "COLUMN_DATA" or "DELIM_GET" => Named(table, string.Empty, Unknown(table, new SourceSet())),
        _ => Named(table, string.Empty, Unknown(table, context.Everything())),
    };

    private static FromClause Named(ParseNode table, string name, Relation relation)
    {
        var isAliased = table.Alias.Length > 0;
        string[] qualifiers = isAliased ? [] : [.. new[] { table.Text("catalog_name"), table.Text("schema_name") }.Where(part => part.Length > 0)];
        return FromClause.Of(new Binding(isAliased ? table.Alias : name, qualifiers, relation.Named(table.Texts("column_name_alias"))));
    }

    private Relation Base(ParseNode table, Scope scope)
    {
        var name = table.Text("table_name");
        string[] qualifiers = [.. new[] { table.Text("catalog_name"), table.Text("schema_name") }.Where(part => part.Length > 0)];
        if (qualifiers is [] or ["recurring"] && scope.Tables.Find(name) is { } common)
        {
            return common;
        }

        return context.Input(name, qualifiers) is { } input ? Relation(input) : Unread(name, table);
    }

    private static Relation Relation(LineageTable input) => new(
        [
            .. input.Columns.Select(column =>
            {
                var sources = SourceSet.Of(new SourceColumn(input.Name, column.Name));
                return new RelationColumn(column.Name, new ValueLineage(sources, ValueShape.Of(column.Type, sources)));
            }),
        ],
        new SourceSet());

    // A file, or a table that is no input: nothing of it comes from an input.
    private Relation Unread(string name, ParseNode at)
    {
        context.Doubt($"'{name}' is no input, so its columns are not known", at);
        return Lineage.Relation.Empty with { Unknown = new SourceSet() };
    }

    private Relation Unknown(ParseNode table, SourceSet sources)
    {
        context.Doubt($"'{table.Type}' is not understood", table);
        return Lineage.Relation.Empty with { Unknown = sources };
    }

    private FromClause Join(ParseNode join, Scope scope)
    {
        var left = Read(join["left"], scope);

        // What stands on the right may name what stands on the left.
        var right = Read(join["right"], scope.Below(left));
        var kind = join.Text("join_type");
        var shared = join.Text("ref_type") == "NATURAL"
            ? [.. left.Columns.Select(column => column.Name).Where(name => right.Columns.Any(column => column.Is(name)))]
            : join.Texts("using_columns");
        var rows = left.Rows.Copy().Add(right.Rows);
        foreach (var name in shared)
        {
            foreach (var column in left.Columns.Concat(right.Columns).Where(column => column.Is(name)))
            {
                rows.AddAs(column.Value.Sources, LineageUse.Join);
            }
        }

        Binding[] bindings = [.. left.Bindings, .. right.Bindings];
        if (join["condition"].Exists)
        {
            var both = new FromClause(bindings, [.. left.Columns, .. right.Columns], rows);
            rows.AddAs(context.Expressions.Read(join["condition"], scope.Below(both)).Sources, LineageUse.Join);
        }

        return kind is "SEMI" or "ANTI"
            ? left with { Rows = rows }
            : new FromClause(bindings, Columns(left.Columns, right.Columns, shared, kind), rows);
    }

    // A column that both sides share appears once, with the value of the side that always has one.
    private static RelationColumn[] Columns(IReadOnlyList<RelationColumn> left, IReadOnlyList<RelationColumn> right, IReadOnlyList<string> shared, string kind)
    {
        return [.. left.Select(Merged), .. right.Where(column => !shared.Any(column.Is))];

        RelationColumn Merged(RelationColumn column) => shared.Any(column.Is) && right.FirstOrDefault(other => other.Is(column.Name)) is { } other
            ? kind switch
            {
                "RIGHT" => column.With(other.Value),
                "OUTER" or "FULL" => column.With(ValueLineage.Of([column.Value, other.Value])),
                _ => column,
            }
            : column;
    }

    private Relation Values(ParseNode table, Scope scope)
    {
        var rows = table.Lists("values").Select(row => row.Select(value => context.Expressions.Read(value, scope)).ToList()).ToList();
        var names = table.Texts("expected_names");
        var columns = Enumerable.Range(0, rows.Max(row => row.Count)).Select(i =>
            new RelationColumn(i < names.Count ? names[i] : $"col{i}", ValueLineage.Of(rows.Where(row => i < row.Count).Select(row => row[i]))));
        return new Relation([.. columns], new SourceSet());
    }

    private Relation Function(ParseNode table, Scope scope)
    {
        var function = table["function"];
        var name = function.Text("function_name");
        var arguments = function.Children("children");
        if (name is "query_table" && arguments is [{ Class: "CONSTANT" } only] && context.Input(only["value"].Value("value"), []) is { } input)
        {
            return Relation(input);
        }

        var values = arguments.Select(argument => context.Expressions.Read(argument, scope)).ToList();
        var value = ValueLineage.Of(values);
        var rows = new SourceSet().AddAs(value.Sources, LineageUse.Unnest);
        List<RelationColumn> columns = name switch
        {
            "unnest" or "unlist" when values is [{ Shape.Fields: not null } row, ..] => [.. row.Shape.Fields.Select(field => new RelationColumn(field.Name, field.Value))],
            "unnest" or "unlist" => [new RelationColumn("unnest", values[0].Shape?.Element ?? value)],
            "range" or "generate_series" => [new RelationColumn(name, value)],
            _ => [],
        };
        if (table.Text("with_ordinality") == "WITH_ORDINALITY" && columns.Count > 0)
        {
            columns.Add(new RelationColumn("ordinality", ValueLineage.None));
        }

        if (columns.Count > 0)
        {
            return new Relation(columns, rows);
        }

        context.Doubt($"the columns of the table function '{name}' are not known", function);

        // query('…') and query_table(…) may read any input.
        return new Relation([], rows) { Unknown = name is "query" or "query_table" ? context.Everything() : value.Sources };
    }
}
