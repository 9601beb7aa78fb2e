namespace Dataplatform.Sdk;

/// <summary>One column of a contract.</summary>
/// <param name="Name">The column's name, usually the member's in snake_case.</param>
/// <param name="Type">The column's type.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Member">The member of the row type.</param>
public sealed record ColumnSchema(string Name, ColumnType Type, bool IsNullable, string Member)
{
    /// <summary>The only texts that the column may hold: the names of an enum. Null if any text will do.</summary>
    public IReadOnlyList<string>? AllowedValues { get; init; }

    /// <summary>What the column means to the store of a <see cref="WriteMode.Snapshot"/>.</summary>
    /// <value>Default: nothing.</value>
    public ColumnRole Role { get; init; }

    /// <summary>What it holds that not everybody may see, by <see cref="TagAttribute"/> and <see cref="PiiAttribute"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether tags of what it comes from end here, by <see cref="MaskedAttribute"/>.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Why it may show what is tagged, by <see cref="DeclassifiedAttribute"/>; null if nobody said so.</summary>
    public string? Declassified { get; init; }

    /// <summary>Whether the columns hold the same. Who may see them is of no importance.</summary>
    public bool Equals(ColumnSchema? other) =>
        other is not null && Name == other.Name && Type == other.Type && IsNullable == other.IsNullable && Member == other.Member && Role == other.Role
        && (AllowedValues ?? []).SequenceEqual(other.AllowedValues ?? [], StringComparer.Ordinal)
        && AllowedValues is null == other.AllowedValues is null;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, IsNullable, Member);
}
