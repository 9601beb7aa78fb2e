namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>One difference between what was promised and what is.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Impact">What it means for a version.</param>
/// <param name="Key">The asset, by its key now; one that is gone by the key that it had.</param>
/// <param name="Path">The column or other part that changed; empty for the asset as a whole.</param>
/// <param name="Text">The change in a sentence without its end: <c>column 'amount' of 'sales/orders' is gone</c>.</param>
internal sealed record ContractChange(ContractChangeKind Kind, ContractImpact Impact, string Key, string Path, string Text)
{
    /// <summary>Whether the source says that it is meant: by a name that it had before, or by a higher version.</summary>
    public bool IsDeliberate { get; init; }

    /// <summary>Whether a build must not pass it.</summary>
    public bool IsBreaking => Impact == ContractImpact.Major && !IsDeliberate;

    /// <summary>What tells it apart from all others.</summary>
    public string Identity => $"{Kind}|{Key}|{Path}";
}
