using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>What is to be known of functions by their names.</summary>
internal sealed class FunctionNames
{
    private static readonly HashSet<string> Lambdas = new(StringComparer.OrdinalIgnoreCase)
    {
        "list_transform", "list_apply", "apply", "array_apply", "array_transform",
        "list_filter", "filter", "array_filter",
        "list_reduce", "reduce", "array_reduce",
    };

    private readonly HashSet<string> _aggregates;

    public FunctionNames(DuckDbConnection connection) => _aggregates = new HashSet<string>(
        connection.Query("select distinct function_name from duckdb_functions() where function_type = 'aggregate'").Select(row => (string)row[0]!),
        StringComparer.OrdinalIgnoreCase);

    public bool IsAggregate(string name) => _aggregates.Contains(name);

    /// <summary>Whether an arrow in its arguments makes a lambda; elsewhere it reads JSON.</summary>
    public static bool TakesLambda(string name) => Lambdas.Contains(name);

    /// <summary>Whether an expression aggregates rows, in this query and not in one below.</summary>
    public bool Aggregates(ParseNode expression) => expression.Class switch
    {
        "SUBQUERY" => Aggregates(expression["child"]),
        "FUNCTION" when IsAggregate(expression.Text("function_name")) => true,
        _ => expression.Below().Any(Aggregates),
    };
}
