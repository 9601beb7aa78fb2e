using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Says from which columns the result of a query comes, its subqueries included.</summary>
internal sealed class QueryReader(ResolverContext context)
{
    /// <summary>Reads a query.</summary>
    /// <param name="node">The query.</param>
    /// <param name="outer">What surrounds it: to what a subquery may refer.</param>
    public Relation Read(ParseNode node, Scope outer)
    {
        var tables = CommonTablesOf(node, outer);
        return node.Type switch
        {
            "SELECT_NODE" => Select(node, outer, tables),
            "SET_OPERATION_NODE" => SetOperation(node, outer, tables),
            "RECURSIVE_CTE_NODE" => Recursive(node, outer, tables),
            "CTE_NODE" => Read(node["child"], new Scope { Outer = outer, Tables = Add(tables, node.Text("ctename"), node["query"], node.Texts("aliases"), outer) }),
            _ => Unknown(node),
        };
    }

    private Relation Unknown(ParseNode node)
    {
        context.Doubt($"a query of the kind '{node.Type}' is not understood", node);
        return Relation.Empty with { Unknown = context.Everything() };
    }

    private CommonTables CommonTablesOf(ParseNode node, Scope outer)
    {
        var tables = outer.Tables;
        foreach (var entry in node["cte_map"].Children("map"))
        {
            tables = Add(tables, entry.Text("key"), entry["value"]["query"]["node"], entry["value"].Texts("aliases"), outer);
        }

        return tables;
    }

    // An expression sees those before it, so that it may have the name of the table it reads.
    private CommonTables Add(CommonTables before, string name, ParseNode query, IReadOnlyList<string> aliases, Scope outer)
    {
        var tables = new CommonTables(before);
        tables.Add(name, () => Read(query, new Scope { Outer = outer, Tables = before }).Named(aliases));
        return tables;
    }

    private Relation Select(ParseNode node, Scope outer, CommonTables tables)
    {
        var around = new Scope { Outer = outer, Tables = tables };
        var scope = new Scope { Outer = outer, Tables = tables, From = context.Tables.Read(node["from_table"], around) };
        var columns = new List<RelationColumn>();
        var grouped = new List<RelationColumn>();
        foreach (var item in node.Children("select_list"))
        {
            var read = context.SelectLists.Read(item, scope);
            columns.AddRange(read);
            if (item.Alias.Length > 0 && read.Count == 1)
            {
                scope.AddAlias(item.Alias, read[0].Value);
            }

            if (!context.Functions.Aggregates(item))
            {
                grouped.AddRange(read);
            }
        }

        var rows = scope.Rows.Add(scope.From.Rows);
        Use(rows, node["where_clause"], scope, LineageUse.Filter);
        foreach (var group in node.Children("group_expressions"))
        {
            rows.AddAs(Place(group, columns)?.Value.Sources ?? context.Expressions.Read(group, scope).Sources, LineageUse.Group);
        }

        if (node.Text("aggregate_handling") == "FORCE_AGGREGATES")
        {
            rows.AddAs(ValueLineage.Of(grouped.Select(column => column.Value)).Sources, LineageUse.Group);
        }

        Use(rows, node["having"], scope, LineageUse.Filter);
        foreach (var name in Names(node["having"]))
        {
            // Here a name that is no group means a column of the result, even if what is read has one of that name.
            rows.AddAs(scope.Alias(name)?.Sources ?? new SourceSet(), LineageUse.Filter);
        }

        Use(rows, node["qualify"], scope, LineageUse.Filter);
        var relation = new Relation(columns, rows) { Unknown = HasStar(node) ? scope.From.Unknown : null };
        return Modified(relation, node, scope);
    }

    private static IEnumerable<string> Names(ParseNode expression) =>
        (expression.Texts("column_names") is [var name] ? [name] : Array.Empty<string>()).Concat(expression.Below().SelectMany(Names));

    // A bare star brings the columns along that are not known.
    private static bool HasStar(ParseNode node) => node.Children("select_list").Any(item => item.Class == "STAR");

    private void Use(SourceSet rows, ParseNode expression, Scope scope, LineageUse use)
    {
        var filtered = expression.Exists ? context.Expressions.Read(expression, scope).Sources : null;
        if (filtered is not null)
        {
            rows.AddAs(filtered, use);
        }
    }

    private Relation SetOperation(ParseNode node, Scope outer, CommonTables tables)
    {
        var around = new Scope { Outer = outer, Tables = tables };
        var parts = node.Children("children") is { Count: > 0 } children ? children : [node["left"], node["right"]];
        var relations = parts.Select(part => Read(part, around)).ToList();
        var kind = node.Text("setop_type");
        var result = relations.Skip(1).Aggregate(relations[0], (all, next) => kind switch
        {
            "UNION" => all.Plus(next),
            "UNION_BY_NAME" => all.PlusByName(next),

            // What stays is of the first query; of which rows is for all columns of both to say.
            _ => all.DependingOn(next.Rows, LineageUse.Filter).DependingOn(all.Values(), LineageUse.Filter).DependingOn(next.Values(), LineageUse.Filter),
        });
        if (!node.Flag("setop_all"))
        {
            result = result.DependingOn(result.Values(), LineageUse.Distinct);
        }

        return Modified(result, node, new Scope { Outer = outer, Tables = tables, From = FromClause.Of(new Binding(string.Empty, [], result)) });
    }

    // Each turn reads the part that names the query itself with what is known so far, until nothing new is found.
    private Relation Recursive(ParseNode node, Scope outer, CommonTables tables)
    {
        var names = node.Texts("aliases");
        var around = new Scope { Outer = outer, Tables = tables };
        var current = Read(node["left"], around).Named(names);
        var below = new CommonTables(tables);
        below.AddCurrent(node.Text("cte_name"), () => current);
        for (var size = -1; size != Size(current);)
        {
            size = Size(current);
            current = current.Plus(Read(node["right"], new Scope { Outer = outer, Tables = below }));
            if (!node.Flag("union_all"))
            {
                current = current.DependingOn(current.Values(), LineageUse.Distinct);
            }
        }

        return current;

        static int Size(Relation relation) => relation.Rows.Size + relation.Columns.Sum(column => column.Value.Sources.Size) + (relation.Unknown?.Size ?? 0);
    }

    private Relation Modified(Relation relation, ParseNode node, Scope scope)
    {
        var rows = relation.Rows;
        foreach (var modifier in node.Children("modifiers"))
        {
            switch (modifier.Type)
            {
                case "ORDER_MODIFIER":
                    foreach (var order in modifier.Children("orders"))
                    {
                        rows.AddAs(Chosen(order["expression"], relation, scope), LineageUse.Order);
                    }

                    break;
                case "DISTINCT_MODIFIER" when modifier.Children("distinct_on_targets") is { Count: > 0 } targets:
                    foreach (var target in targets)
                    {
                        rows.AddAs(Chosen(target, relation, scope), LineageUse.Distinct);
                    }

                    break;
                case "DISTINCT_MODIFIER":
                    rows.AddAs(relation.Values(), LineageUse.Distinct);
                    break;
                default:
                    Use(rows, modifier["limit"], scope, LineageUse.Limit);
                    Use(rows, modifier["offset"], scope, LineageUse.Limit);
                    break;
            }
        }

        return relation;
    }

    // Here a name means a column of the result first, and a number its place.
    private SourceSet Chosen(ParseNode expression, Relation relation, Scope scope)
    {
        if (expression is { Class: "STAR" } && !expression["expr"].Exists)
        {
            return relation.Values();
        }

        var named = expression.Texts("column_names") is [var name] ? scope.Alias(name) : null;
        return named?.Sources ?? Place(expression, relation.Columns)?.Value.Sources ?? context.Expressions.Read(expression, scope).Sources;
    }

    private static RelationColumn? Place(ParseNode expression, IReadOnlyList<RelationColumn> columns) =>
        expression.Class == "CONSTANT" && expression["value"].Number("value") is { } place && place > 0 && place <= columns.Count ? columns[place - 1] : null;
}
