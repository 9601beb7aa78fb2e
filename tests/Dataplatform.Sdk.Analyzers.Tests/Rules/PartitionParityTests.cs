extern alias Analyzers;

using Dataplatform.Sdk.Partitions;
using Compiler = Analyzers::Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

/// <summary>What the compiler says of definitions and mappings of partitions, and what a running app says, by one source on two base libraries.</summary>
public sealed class PartitionParityTests
{
    private static readonly string[] Crons =
    [
        "0 * * * *", "0 0 * * *", "0 0 1 * *", "0 0 * * MON#1,L5", "@weekly", "*/7 1-5 L 2-11/3 *", "0 0 29 2 *", "0 0 1-30 * TUE-SUN",
        "", "* * * * * *", "60 * * * *", "5-1 * * * *", "0 0 * * FRY", "@dayly", "R * * * *", "0 0 30 2 *", "*/0 * * * *", "0 0 15W * *", "0 0 * * 5L", "1,,2 * * * *",
    ];

    private static readonly string?[] Formats = [null, "yyyy-MM-dd", "yyyy-MM", "yyyyMMdd'T'HHmm", "dd.MM.yyyy", "d", "yyyy-MMM", "yyyy'x"];

    private static readonly string[] Zones = ["UTC", "Europe/Vienna", "europe/vienna", "New York", "Nowhere"];

    private static readonly string[] Starts = ["2024-01-01", "2024-01-01T06:30", "2024-02-30", "June 1", "9999-12-31"];

    private static readonly string?[] Ends = [null, "2024-06-01", "2023-01-01", "2024-01-01T12:00", "later"];

    private static readonly string[] Exclusions = ["", "2024-02-01", "* * * * SUN; 2024-03-01", "0 0 * * 8", "2024-02-01T11:11", "* * * * *", "x"];

    [Fact]
    public void They_say_the_same_of_a_dimension_of_time()
    {
        var refusals = new HashSet<string>();
        foreach (var cron in Crons)
        {
            foreach (var (format, zone, start, end, exclusions) in Variants())
            {
                var ours = new PartitionsDefinition(new TimeDimension("day", TimeCadence.Cron, cron, start) { Format = format, TimeZone = zone, End = end, Exclusions = exclusions });
                var theirs = new Compiler.PartitionsDefinition(new Compiler.TimeDimension("day", Compiler.TimeCadence.Cron, cron, start) { Format = format, TimeZone = zone, End = end, Exclusions = exclusions });
                var problems = PartitionRules.Check(ours).Select(problem => $"{problem.Dimension}.{problem.Property}: {problem.Message}").ToList();

                Compiler.PartitionRules.Check(theirs).Select(problem => $"{problem.Dimension}.{problem.Property}: {problem.Message}").ShouldBe(problems);
                theirs.ToString().ShouldBe(ours.ToString());
                refusals.UnionWith(problems);
            }
        }

        refusals.Count.ShouldBeGreaterThan(40, "the corpus is wide");
    }

    [Fact]
    public void They_number_the_same_ticks()
    {
        foreach (var cron in Crons[..8])
        {
            var (ours, theirs) = (new LocalTicks(CronExpression.Parse(cron)), new Compiler.LocalTicks(Compiler.CronExpression.Parse(cron)));

            theirs.Count.ShouldBe(ours.Count);
            Enumerable.Range(0, 50).Select(i => theirs.At(ours.Count / 2 + i)).ShouldBe(Enumerable.Range(0, 50).Select(i => ours.At(ours.Count / 2 + i)));
        }
    }

    [Fact]
    public void They_say_the_same_of_a_mapping()
    {
        PartitionDimension[] ours = [new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01"), new TimeDimension("week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01") { TimeZone = "Europe/Vienna" }, new EnumDimension("region", "Shop.Region", "Eu Us"), new EnumDimension("region", "Other.Region", "A B"), new DynamicDimension("customer", "customers")];
        Compiler.PartitionDimension[] theirs = [new Compiler.TimeDimension("day", Compiler.TimeCadence.Daily, "0 0 * * *", "2024-01-01"), new Compiler.TimeDimension("week", Compiler.TimeCadence.Weekly, "0 0 * * 1", "2024-01-01") { TimeZone = "Europe/Vienna" }, new Compiler.EnumDimension("region", "Shop.Region", "Eu Us"), new Compiler.EnumDimension("region", "Other.Region", "A B"), new Compiler.DynamicDimension("customer", "customers")];
        (PartitionMapping, Compiler.PartitionMapping)[] mappings =
        [
            (PartitionMapping.Default, Compiler.PartitionMapping.Default), (new PartitionMapping.Overlap(-1, 0), new Compiler.PartitionMapping.Overlap(-1, 0)), (new PartitionMapping.All(), new Compiler.PartitionMapping.All()),
            (new PartitionMapping.Keys("Eu:A Us:C"), new Compiler.PartitionMapping.Keys("Eu:A Us:C")), (new PartitionMapping.Function("Shop.F", "Dataplatform.Sdk.Day", "Shop.Region"), new Compiler.PartitionMapping.Function("Shop.F", "Dataplatform.Sdk.Day", "Shop.Region")),
        ];
        foreach (var (mine, yours) in mappings)
        {
            for (var i = 0; i < ours.Length; i++)
            {
                for (var j = 0; j < ours.Length; j++)
                {
                    PartitionLinks.Find(new(ours[i]), new(ours[j]), mine, out var problem);
                    Compiler.PartitionLinks.Find(new(theirs[i]), new(theirs[j]), yours, out var other);

                    other.ShouldBe(problem);
                }
            }
        }
    }

    // Each value with sound ones of all others.
    private static IEnumerable<(string? Format, string Zone, string Start, string? End, string Exclusions)> Variants() =>
    [
        .. Formats.Select(format => (format, Zones[0], Starts[0], Ends[0], Exclusions[0])),
        .. Zones.Select(zone => (Formats[0], zone, Starts[0], Ends[0], Exclusions[0])),
        .. Starts.Select(start => (Formats[0], Zones[0], start, Ends[0], Exclusions[0])),
        .. Ends.Select(end => (Formats[0], Zones[0], Starts[0], end, Exclusions[0])),
        .. Exclusions.Select(exclusions => (Formats[0], Zones[0], Starts[0], Ends[0], exclusions)),
        (Formats[5], Zones[4], Starts[3], Ends[4], Exclusions[3]),
    ];
}
