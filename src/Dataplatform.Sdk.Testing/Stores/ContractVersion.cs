namespace Dataplatform.Sdk.Testing;

/// <summary>The row of the cases of snapshots.</summary>
[Contract]
internal sealed record ContractVersion(long Id, string? Note, DateTimeOffset ChangedAt, [ValidFrom] DateTimeOffset ValidFrom, [ValidTo] DateTimeOffset? ValidTo)
{
    /// <summary>What a method gives: without the times that the store writes.</summary>
    public static ContractVersion Now(long id, string? note, DateTimeOffset changedAt = default) => new(id, note, changedAt, default, null);
}
