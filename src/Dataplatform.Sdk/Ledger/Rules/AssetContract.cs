using System.Collections.Generic;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What a published asset promises its readers.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Form">What it is: <c>table</c>, <c>effect</c>, or <c>value</c> and the type of the value.</param>
internal sealed record AssetContract(string Key, string Form)
{
    /// <summary>The form of rows.</summary>
    public const string Table = "table";

    /// <summary>The form of an asset that holds nothing.</summary>
    public const string Effect = "effect";

    /// <summary>The columns and everything within them.</summary>
    public IReadOnlyList<ColumnContract> Columns { get; init; } = [];

    /// <summary>What columns were called that are no more, with the types that they had.</summary>
    public IReadOnlyList<RetiredColumn> RetiredColumns { get; init; } = [];

    /// <summary>The columns that tell rows apart, in ordinal order.</summary>
    public IReadOnlyList<string> WriteKey { get; init; } = [];

    /// <summary>The dimensions, each as one text without the column that tells partitions apart.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>The names of its checks.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>The number of the contract.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The asset in whose place it stands.</summary>
    public string? Supersedes { get; init; }

    /// <summary>The last day on which it is made.</summary>
    public string? Retires { get; init; }

    /// <summary>The keys that it had before.</summary>
    public IReadOnlyList<string> RenamedFrom { get; init; } = [];
}
