namespace Dataplatform.Sdk;

/// <summary>The columns of a contract, in the order of its members.</summary>
/// <param name="Name">The contract's type name, for messages.</param>
/// <param name="Columns">The columns.</param>
public sealed record RowSchema(string Name, IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>What the rows promise beyond their types.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<ContractCheck> Checks { get; init; } = [];
}
