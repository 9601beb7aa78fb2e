using Dataplatform.Sdk.Checks;

namespace Dataplatform.Sdk.Testing.Tests;

[Contract, RowCount(1, 5), Unique(nameof(Region), nameof(Number)), Expression("shipped_at >= ordered_at", Name = "shipped_after_ordered"), Expression("number <> 13 -- unlucky", Severity = CheckSeverity.Warning)]
internal sealed record Parcel(
    [PrimaryKey] long Id,
    [Length(2, 2), Regex("^[A-Z]+$")] string? Region,
    [Range(1, 100)] int? Number,
    [Range(Min = "0.5")] decimal Weight,
    [OneOf("open", "it's sent", "-", "")] string Status,
    [ForeignKey<Sender>(nameof(Sender.SenderId))] long? SenderId,
    [Fresh("36h", Blocking = false)] DateTimeOffset OrderedAt,
    DateTimeOffset? ShippedAt);

[Contract]
internal sealed record Sender([Column("id"), Unique] long SenderId);

[Domain("promised")]
internal static class PromisedAssets
{
    [Asset]
    internal static IReadOnlyList<Parcel> RawParcels() => [];

    [Asset]
    internal static IReadOnlyList<Sender> Senders() => [];

    [Asset]
    internal static Sql<Parcel> Parcels(Table<Parcel> rawParcels) => $"from {rawParcels}";
}
