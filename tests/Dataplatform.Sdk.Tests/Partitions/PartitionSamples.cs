using Dataplatform.Sdk.Partitions;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>Definitions and sets to try the algebra on: hostile keys, exclusions, clock changes.</summary>
internal static class PartitionSamples
{
    public static readonly string[] HostileKeys = ["/", "|", "%", "'", "\"", "a|b", "%7C", "%257C", ",", ";", "a=b", "x,region=Eu", "line\nbreak", "🦊", " ", "..", new string('k', 250), "ordinary"];

    public static readonly DateTimeOffset Now = new(2024, 4, 3, 10, 30, 0, TimeSpan.Zero);

    public static readonly PartitionSnapshot Snapshot = new(Now, static set => set == "customers" ? HostileKeys : []);

    public static readonly TimeDimension Hour = new("hour", TimeCadence.Hourly, "0 * * * *", "2024-03-28") { TimeZone = "Europe/Vienna" };

    public static readonly TimeDimension Day = new("day", TimeCadence.Daily, "0 0 * * *", "2024-03-01") { TimeZone = "Europe/Vienna" };

    public static readonly TimeDimension Weekday = Day with { Name = "weekday", Exclusions = "* * * * SAT,SUN;2024-03-29", EndOffset = 2 };

    public static readonly TimeDimension Week = new("week", TimeCadence.Weekly, "0 0 * * MON", "2024-02-01") { TimeZone = "Europe/Vienna" };

    public static readonly TimeDimension Month = new("month", TimeCadence.Monthly, "0 0 1 * *", "2023-06-01") { TimeZone = "Europe/Vienna", End = "2024-03-31" };

    public static readonly TimeDimension Shift = new("shift", TimeCadence.Cron, "0 6,14,22 * * *", "2024-03-20") { TimeZone = "Europe/Vienna" };

    public static readonly EnumDimension Region = new("region", "Shop.Region", "Eu Us Asia");

    public static readonly DynamicDimension Customer = new("customer", "customers");

    public static readonly TimeDimension[] Times = [Hour, Day, Weekday, Week, Month, Shift];

    public static Gen<PartitionShape> Shapes { get; } =
        Gen.Elements(
            [
                .. Times.Select(time => PartitionShape.Of(new(time))), .. Times.Select(time => PartitionShape.Of(new(time, Region))),
                PartitionShape.Of(new(Region)), PartitionShape.Of(new(Customer)), PartitionShape.Of(new(Customer, Region)), PartitionShape.Of(new(Day, Customer, Region)), PartitionShape.Undivided,
            ]);

    /// <summary>Existing keys of a definition: many in a row, or single ones.</summary>
    public static Gen<List<PartitionKey>> KeysOf(PartitionShape shape)
    {
        PartitionKey[] all = [.. PartitionSet.Existing(shape, Snapshot).Keys()];
        return from starts in Gen.ListOf(Gen.Choose(0, all.Length - 1))
               from length in Gen.Choose(1, 40)
               select starts.SelectMany(start => all.Skip(start).Take(length)).Distinct().ToList();
    }
}
