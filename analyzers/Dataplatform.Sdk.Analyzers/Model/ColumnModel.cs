namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A column of a contract.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Member">The member of the row type.</param>
/// <param name="Value">The member's type.</param>
internal sealed record ColumnModel(string Name, string Member, ValueModel Value)
{
    /// <summary>The member of <c>ColumnRole</c>; null for an ordinary column.</summary>
    public string? Role { get; init; }

    /// <summary>What it holds that not everybody may see.</summary>
    public EquatableArray<string> Tags { get; init; }

    public bool IsMasked { get; init; }

    /// <summary>Why it may be seen; null if nobody said so.</summary>
    public string? Declassified { get; init; }

    /// <summary>What it was called before, as it is written.</summary>
    public EquatableArray<string> RenamedFrom { get; init; } = [];
}
