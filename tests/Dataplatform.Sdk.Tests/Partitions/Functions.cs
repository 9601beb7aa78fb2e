namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>Enums and functions as a user writes them.</summary>
internal enum Region
{
    Eu,
    Us,
    Asia,
}

/// <summary>A day needs itself and the same day of the week before; the way back is given.</summary>
internal sealed class SameWeekday : PartitionFunction<Day, Day>
{
    public override IEnumerable<Day> Upstream(Day key) => [key.AddDays(-7), key];

    public override IEnumerable<Day> Readers(Day key) => [key, key.AddDays(7)];
}

/// <summary>The same without the way back.</summary>
internal sealed class SameWeekdayForth : PartitionFunction<Day, Day>
{
    public override IEnumerable<Day> Upstream(Day key) => [key.AddDays(-7), key];
}

/// <summary>A region works on some customers.</summary>
internal sealed class CustomersOf : PartitionFunction<Region, DynamicKey>
{
    public override IEnumerable<DynamicKey> Upstream(Region key) => key switch
    {
        Region.Eu => [new("a|b"), new("%")],
        Region.Us => [new("%"), new("gone")],
        _ => [],
    };
}

/// <summary>Odd days are Europe's.</summary>
internal sealed class RegionOf : PartitionFunction<Day, Region>
{
    public override IEnumerable<Region> Upstream(Day key) => [key.Date.Day % 2 == 1 ? Region.Eu : Region.Us];
}
