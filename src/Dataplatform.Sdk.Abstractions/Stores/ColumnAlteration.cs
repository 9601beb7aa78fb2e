namespace Dataplatform.Sdk.Stores;

/// <summary>One difference between the columns that are published and those of the contract, for assets that keep rows.</summary>
/// <param name="Kind">What is done to the column.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Type">The store's name of its type: the new one, for a column that goes or stays the one it has.</param>
public sealed record ColumnAlteration(ColumnAlterationKind Kind, string Column, string Type)
{
    /// <summary>Why it is not done, and the remedy; null if it is. With a single refusal nothing is altered and the step fails.</summary>
    public string? Refusal { get; init; }

    /// <summary>The alteration in words: <c>adds 'note' (VARCHAR)</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnAlterationKind.Add => $"adds '{Column}' ({Type})",
        ColumnAlterationKind.Drop => $"drops '{Column}' ({Type}) and its values",
        ColumnAlterationKind.Keep => $"keeps '{Column}' ({Type}), which the contract does not have any more",
        _ => $"converts '{Column}' to {Type}",
    };
}
