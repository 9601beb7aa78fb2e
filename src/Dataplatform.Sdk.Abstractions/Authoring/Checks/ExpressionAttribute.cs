namespace Dataplatform.Sdk.Checks;

/// <summary>A condition that holds for every row, in SQL over the contract's columns. Where it is neither true nor false, it holds.</summary>
/// <param name="sql">The condition: <c>shipped_at >= ordered_at</c>.</param>
/// <example><code>[Contract, Expression("shipped_at >= ordered_at", Name = "shipped_after_ordered")] public sealed record Order(…);</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class ExpressionAttribute(string sql) : ContractCheckAttribute
{
    /// <summary>The condition.</summary>
    public string Sql { get; } = sql;

    /// <summary>The check's name, in snake_case.</summary>
    /// <value>Default: null, <c>expression_1</c> and so on.</value>
    public string? Name { get; set; }
}
