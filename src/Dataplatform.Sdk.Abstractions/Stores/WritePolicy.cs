namespace Dataplatform.Sdk.Stores;

/// <summary>What the rows of a run do to those before it, in the names of columns.</summary>
public sealed record WritePolicy
{
    /// <summary>The rows there are give way.</summary>
    public static WritePolicy Replace { get; } = new();

    /// <summary>What the rows do.</summary>
    public WriteMode Mode { get; init; }

    /// <summary>The columns that tell rows apart; empty where the mode needs none.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The column by which a snapshot sees that a row has changed; null compares all columns.</summary>
    public string? UpdatedAt { get; init; }

    /// <summary>What a snapshot makes of keys that do not come any more.</summary>
    public HardDeletes HardDeletes { get; init; }

    /// <summary>What becomes of the rows there are when the contract has other columns.</summary>
    public SchemaChange OnSchemaChange { get; init; }

    /// <summary>The column in which a snapshot notes when a version began; null for other modes.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>The column in which a snapshot notes when a version ended; null for other modes.</summary>
    public string? ValidTo { get; init; }

    /// <summary>The policy of members as one of the columns that they are; the times of a snapshot are found by their roles.</summary>
    internal WritePolicy ForColumns(RowSchema schema)
    {
        return Mode == WriteMode.Replace ? this : this with
        {
            Key = [.. Key.Select(ColumnOf)],
            UpdatedAt = UpdatedAt is { } updated ? ColumnOf(updated) : null,
            ValidFrom = Mode == WriteMode.Snapshot ? InRole(ColumnRole.ValidFrom) : null,
            ValidTo = Mode == WriteMode.Snapshot ? InRole(ColumnRole.ValidTo) : null,
        };

        string ColumnOf(string member) => schema.Columns.FirstOrDefault(column => column.Member == member)?.Name
            ?? throw new DataplatformException($"[Write] names '{member}', which is no member of '{schema.Name}'. Build the assembly again.");

        string InRole(ColumnRole role) => schema.Columns.FirstOrDefault(column => column.Role == role)?.Name
            ?? throw new DataplatformException($"'{schema.Name}' has no member with [{role}], which a snapshot needs. Build the assembly again.");
    }

    /// <summary>Whether rows of earlier runs stay.</summary>
    public bool KeepsRows => Mode != WriteMode.Replace;

    /// <summary>Mode and key in words: <c>merge by order_id</c>.</summary>
    public override string ToString() => Key.Count == 0 ? Mode.ToString().ToLowerInvariant() : $"{Mode.ToString().ToLowerInvariant()} by {string.Join(", ", Key)}";
}
