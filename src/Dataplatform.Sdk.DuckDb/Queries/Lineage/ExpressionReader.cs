using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Says from which columns the value of an expression comes.</summary>
internal sealed class ExpressionReader(ResolverContext context)
{
    // Names without a column: what the session knows, or what DuckDB counts.
    private static readonly HashSet<string> NoColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "current_user", "current_role", "session_user", "user",
        "current_catalog", "current_schema", "rowid",
    };

    private static readonly string[] WindowBounds = ["start_expr", "end_expr", "offset_expr"];

    public ValueLineage Read(ParseNode expression, Scope scope) => expression.Class switch
    {
        "" when !expression.Exists => ValueLineage.None,
        "CONSTANT" or "PARAMETER" or "DEFAULT" => ValueLineage.None,
        "COLUMN_REF" => Column(expression, scope),
        "POSITIONAL_REFERENCE" => Positional(expression, scope),
        "FUNCTION" => Function(expression, scope),
        "WINDOW" => Window(expression, scope),
        "SUBQUERY" => Subquery(expression, scope),
        "OPERATOR" => Operator(expression, scope),
        "LAMBDA" => ValueLineage.Of([Read(expression["lhs"], scope), Read(expression["expr"], scope)]),
        "CAST" or "COLLATE" or "COMPARISON" or "CONJUNCTION" or "BETWEEN" or "CASE" => Below(expression, scope),
        "STAR" => Star(expression, scope),
        _ => Unknown(expression, scope),
    };

    private ValueLineage Below(ParseNode expression, Scope scope) => ValueLineage.Of(Parts(expression, scope));

    // The checks of a CASE are nodes without a class, which hold expressions.
    private IEnumerable<ValueLineage> Parts(ParseNode expression, Scope scope) => expression.Below()
        .SelectMany(part => part.Class.Length > 0 ? [Read(part, scope)] : Parts(part, scope));

    private ValueLineage Column(ParseNode expression, Scope scope)
    {
        var names = expression.Texts("column_names");
        if (scope.Find([.. names]) is { } column)
        {
            return column;
        }

        if (names.Count == 1 && scope.Alias(names[0]) is { } alias)
        {
            return alias;
        }

        return scope.Alias(names[0]) is { } value
            ? names.Skip(1).Aggregate(value, (inner, field) => inner.Shape?.Field(field) ?? new ValueLineage(inner.Sources))
            : names.Count == 1 && NoColumns.Contains(names[0]) ? ValueLineage.None : Unknown(expression, scope, $"'{string.Join('.', names)}' is no column that is known here");
    }

    private static ValueLineage Positional(ParseNode expression, Scope scope) =>
        expression.Number("index") is { } index && index <= scope.From.Columns.Count ? scope.From.Columns[index - 1].Value : ValueLineage.None;

    private ValueLineage Function(ParseNode expression, Scope scope)
    {
        var name = expression.Text("function_name");
        var takesLambda = FunctionNames.TakesLambda(name);
        var arguments = expression.Children("children");
        var values = arguments.Select(argument => takesLambda && argument.Class == "LAMBDA" ? Lambda(argument, scope) : Read(argument, scope)).ToList();
        var result = ValueLineage.Of(values);
        result.Sources.AddAs(Read(expression["filter"], scope).Sources, LineageUse.Filter);
        foreach (var order in expression["order_bys"].Children("orders"))
        {
            result.Sources.AddAs(Read(order["expression"], scope).Sources, LineageUse.Order);
        }

        switch (name)
        {
            case "unnest" or "unlist" when values.Count > 0:
                scope.Rows.AddAs(values[0].Sources, LineageUse.Unnest);
                return values[0].Shape?.Element ?? result;
            case "struct_pack":
                return result with { Shape = ValueShape.Struct([.. arguments.Zip(values, (argument, value) => (NameOf(argument), value))]) };
            case "row":
                return result with { Shape = ValueShape.Struct([.. values.Select((value, i) => ($"v{i + 1}", value))]) };
            case "list_value" when values.Count > 0 && values[0].Shape is { Fields: not null }:
                return result with { Shape = ValueShape.List(Merged(values)) };
            case "struct_extract" or "list_extract" or "list_element" or "array_extract" when values.Count == 2:
                return Part(values[0], arguments[1]) ?? result;
            default:
                return result;
        }
    }

    // Structs in one list have the same fields.
    private static ValueLineage Merged(List<ValueLineage> structs)
    {
        var all = ValueLineage.Of(structs);
        var fields = structs[0].Shape!.Fields!.Select(field => (field.Name, ValueLineage.Of(structs.Select(value => value.Shape?.Field(field.Name) ?? value))));
        return all with { Shape = ValueShape.Struct([.. fields]) };
    }

    private static string NameOf(ParseNode argument) => argument.Alias.Length > 0 ? argument.Alias : argument.Texts("column_names") is [.., var last] ? last : string.Empty;

    // What a lambda takes is within the list, whose sources the function has anyway.
    private ValueLineage Lambda(ParseNode lambda, Scope scope)
    {
        var parameters = lambda["lhs"].Class == "COLUMN_REF" ? [lambda["lhs"]] : lambda["lhs"].Children("children");
        return Read(lambda["expr"], scope.Within(parameters: [.. parameters.SelectMany(parameter => parameter.Texts("column_names"))]));
    }

    private ValueLineage Window(ParseNode expression, Scope scope)
    {
        var result = ValueLineage.Of(expression.Children("children").Append(expression["default_expr"]).Select(part => Read(part, scope)));
        foreach (var part in expression.Children("partitions").Concat(WindowBounds.Select(name => expression[name])))
        {
            result.Sources.AddAs(Read(part, scope).Sources, LineageUse.Window);
        }

        foreach (var order in expression.Children("orders").Concat(expression.Children("arg_orders")))
        {
            result.Sources.AddAs(Read(order["expression"], scope).Sources, LineageUse.Window);
        }

        result.Sources.AddAs(Read(expression["filter_expr"], scope).Sources, LineageUse.Filter);
        return result;
    }

    private ValueLineage Subquery(ParseNode expression, Scope scope)
    {
        var relation = context.Queries.Read(expression["subquery"]["node"], scope);
        var sources = new SourceSet().Add(relation.Rows);
        switch (expression.Text("subquery_type"))
        {
            case "EXISTS" or "NOT_EXISTS":
                return new ValueLineage(sources);
            case "SCALAR" when relation is { Unknown: null, Columns: [var only] }:
                return new ValueLineage(sources.Add(only.Value.Sources), only.Value.Shape);
            default:
                return new ValueLineage(sources.Add(relation.Values()).Add(Read(expression["child"], scope).Sources));
        }
    }

    private ValueLineage Operator(ParseNode expression, Scope scope)
    {
        var children = expression.Children("children");
        switch (expression.Type)
        {
            case "GROUPING_FUNCTION":
                // It tells the grouping set, whatever the values are.
                return ValueLineage.None;
            case "STRUCT_EXTRACT" or "ARRAY_EXTRACT" when children.Count == 2:
                var whole = Read(children[0], scope);
                return Part(whole, children[1]) ?? ValueLineage.Of([whole, Read(children[1], scope)]);
            default:
                return Below(expression, scope);
        }
    }

    private static ValueLineage? Part(ValueLineage whole, ParseNode which) => which is { Class: "CONSTANT" }
        ? which["value"].Value("value") is var name && whole.Shape?.Fields is { } fields
            ? whole.Shape.Field(name) ?? (int.TryParse(name, out var place) && place > 0 && place <= fields.Count ? fields[place - 1].Value : null)
            : whole.Shape?.Element
        : null;

    private ValueLineage Star(ParseNode expression, Scope scope) => scope.Current
        ?? ValueLineage.Of(context.SelectLists.Columns(expression, scope).Select(column => column.Value));

    private ValueLineage Unknown(ParseNode expression, Scope scope, string? reason = null)
    {
        context.Doubt(reason ?? $"an expression of the kind '{expression.Type}' is not understood", expression);
        return new ValueLineage(context.Everything());
    }
}
