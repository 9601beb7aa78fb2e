using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Tests.EventLog;

/// <summary>One event of every kind, with everything in it that can be.</summary>
internal static class EventSamples
{
    public static readonly RunId Run = new("0190f0000000700080000000000000a1");
    public static readonly AssetKey Orders = new("sales/orders");

    private static readonly AssetKey Daily = new("sales/daily");
    private static readonly PartitionPlace Window = new(new("2024-05-17")) { Start = 1_715_904_000, Series = string.Empty };
    private static readonly PartitionPlace Region = new(new("eu/\"it's\" 😀"));
    private static readonly PartitionPlace Both = new(new("2024-05-17|a%7Cb")) { Start = 1_715_904_000, Series = "a%7Cb" };
    private static readonly DateTimeOffset Time = new(2024, 5, 17, 8, 30, 0, 123, TimeSpan.Zero);

    public static IReadOnlyList<RunEvent> All { get; } =
    [
        new RunEvent.RunStarted(Run, Time, [Orders, new("sales/it's \"odd\" 😀")])
        {
            Launch = new RunLaunch("Shop", "group:marts+")
            {
                CatalogHash = "0123456789abcdef",
                ResumedFrom = new RunId("0190f0000000700080000000000000a0"),
                FullRefresh = true,
                Tags = new Dictionary<string, string> { ["reason"] = "late data" },
            },
        },
        new RunEvent.RunStarted(Run, Time, [Orders]),
        new RunEvent.StepStarted(Run, Time, "SalesAssets.Orders", [Orders]),
        new RunEvent.AssetMaterialized(Run, Time, Orders, "v1", 1_234, 56_789, TimeSpan.FromTicks(123_456_789), Metadata)
        {
            CodeVersion = "c0de",
            CodeBuild = "Debug, compiler 5.0.0",
            Code = new CodeRecord("c0de", "Debug, compiler 5.0.0", [new("method SalesAssets.Orders", "aa", IsCompiled: true), new("contract Order", "bb", IsCompiled: false)]),
            DataVersion = "da7a",
            Inputs = [new(new("sales/raw"), "v0", "d0"), new(new("sales/view"), null, null)],
        },
        new RunEvent.AssetMaterialized(Run, Time, Orders, null, null, null, TimeSpan.Zero, new Dictionary<string, MetadataValue>()),
        new RunEvent.AssetFailed(Run, Time, Orders, TimeSpan.FromSeconds(1), new StepError("no way\nat all", "System.InvalidOperationException", ["SalesAssets.Orders in SalesAssets.cs:12"])),
        new RunEvent.AssetSkipped(Run, Time, Orders, "sales/raw failed"),
        new RunEvent.AssetCancelled(Run, Time, Orders, TimeSpan.FromSeconds(2), "interrupted"),
        new RunEvent.AssetWiped(Run, Time, Orders),
        new RunEvent.RunCompleted(Run, Time, RunStatus.Cancelled, TimeSpan.FromSeconds(3), []),
        new RunEvent.RunDied(Run, Time, "its process 7 has ended"),
        new RunEvent.RetentionApplied(Run, Time,
        [
            new AssetRecord(Orders)
            {
                LatestPosition = 7,
                Latest = new Materialization(Run, Time, "v1") { Rows = 3, CodeVersion = "c0de", Inputs = [new(new("sales/raw"), "v0", null)], Metadata = Metadata },
                Code = new CodeRecord("c0de", string.Empty, [new("[CodeVersion] SalesAssets.Orders", "c0de", IsCompiled: false)]),
                CodePosition = 5,
                LastAttempt = new AssetAttempt(Run, Time, 9, AssetStatus.Failed, "broken"),
            },
            new AssetRecord(new("sales/gone")) { LatestPosition = 8 },
        ]),
        new RunEvent.StepRetrying(Run, Time, "SalesAssets.Orders", [Orders], 2, TimeSpan.FromSeconds(4), new StepError("busy", "System.IO.IOException", ["SalesAssets.Orders in SalesAssets.cs:12"])),
        new RunEvent.RunStarted(Run, Time, [Orders])
        {
            Launch = new RunLaunch("Shop", "*") { Config = new Dictionary<string, string> { ["shop:Limit"] = "5", ["shop:Regions"] = "eu, us" } },
        },
        new RunEvent.RunStarted(Run, Time, [Orders, Daily]) { Slices = [new(Daily, [new("2024-05-16")]), new(Daily, [new("2024-05-17"), new("2024-05-18")])] },
        new RunEvent.StepStarted(Run, Time, "SalesAssets.Daily", [Daily]) { Partitions = [Window, Region] },
        new RunEvent.AssetMaterialized(Run, Time, Daily, "v2", 5, null, TimeSpan.Zero, new Dictionary<string, MetadataValue>())
        {
            Partitions = [new MaterializedPartition(Window, 3) { DataVersion = "da7a" }, new MaterializedPartition(Region, null), new MaterializedPartition(Both, 2)],
        },
        new RunEvent.AssetFailed(Run, Time, Daily, TimeSpan.Zero, new StepError("no", null, [])) { Partitions = [Both] },
        new RunEvent.AssetSkipped(Run, Time, Daily, "no") { Partitions = [Window] },
        new RunEvent.AssetCancelled(Run, Time, Daily, TimeSpan.Zero, "no") { Partitions = [Window] },
        new RunEvent.RetentionApplied(Run, Time, [])
        {
            Partitions =
            [
                new PartitionChunk(Daily, string.Empty, 817)
                {
                    Entries =
                    [
                        new PartitionEntry(1_715_817_600) { Begun = 90, Materialized = 100, AsOf = 90, Changed = 40, Data = 11, Code = 12 },
                        new PartitionEntry(1_715_904_000) { Begun = 101, Failed = 105 },
                        new PartitionEntry(1_715_990_400) { Begun = 120, Materialized = 110, AsOf = 107, Changed = 110, Failed = 103, Data = ulong.MaxValue, Code = 1, Inputs = 13 },
                    ],
                },
                new PartitionChunk(Daily, "eu|it's", 0) { Entries = [new PartitionEntry(0) { Begun = 1, Materialized = 2, AsOf = 1, Changed = 2 }] },
            ],
        },
        new RunEvent.RunStarted(Run, Time, [Daily]) { Launch = new RunLaunch("Shop", "*") { Backfill = new RunId("0190f0000000700080000000000000b0") } },
        new RunEvent.BackfillStarted(
            Run, Time, new RunLaunch("Shop", "sales/daily+"), [new BackfillTarget(Daily, "1 2024-05-01", 31), new BackfillTarget(Orders, string.Empty, 1)], new ProcessStamp("host", 7, "100")) { NewestFirst = true },
        new RunEvent.BackfillResumed(Run, Time, new ProcessStamp("host", 8, "101")),
        new RunEvent.BackfillCancelRequested(Run, Time),
        new RunEvent.BackfillEnded(Run, Time, RunStatus.Failed, 1_000, 2, 3),
        new RunEvent.PartitionKeysAdded(Run, Time, "customers", ["a|b", "😀"]),
        new RunEvent.PartitionKeysRemoved(Run, Time, "customers", ["a|b"]),
        new RunEvent.AssetRolledBack(Run, Time, Orders, new Materialization(new("0190f0000000700080000000000000a2"), Time.AddDays(-1), "v0")
        {
            Rows = 3,
            Bytes = 24,
            Duration = TimeSpan.FromSeconds(1),
            CodeVersion = "c0de",
            CodeBuild = "Debug, compiler 5.0.0",
            DataVersion = "da7a",
            Inputs = [new(new("sales/raw"), "v0", "d0")],
            Metadata = new Dictionary<string, MetadataValue> { ["pages"] = 12 },
        })
        {
            Withdrawn = "v1",
            Code = new CodeRecord("c0de", "Debug, compiler 5.0.0", [new("method SalesAssets.Orders", "aa", IsCompiled: true)]),
        },
        new RunEvent.RetentionApplied(Run, Time, [new AssetRecord(Orders) { LatestPosition = 7, Latest = new Materialization(Run, Time, "v1") { RestoredAt = Time.AddHours(1) } }]),
        new RunEvent.AssetObserved(Run, Time, Orders, "W/\"5f3e\"", TimeSpan.FromMilliseconds(12), new Dictionary<string, MetadataValue> { ["bytes"] = 5 }),
        new RunEvent.RetentionApplied(Run, Time,
        [
            new AssetRecord(Orders)
            {
                Observed = new AssetObservation(Run, Time, 11, "v3") { Metadata = new Dictionary<string, MetadataValue> { ["bytes"] = 5 } },
                LastAttempt = new AssetAttempt(Run, Time, 11, AssetStatus.Observed, null),
            },
        ]),
        new RunEvent.AssetReported(Run, Time, Orders, "v4", new Dictionary<string, MetadataValue> { ["rows"] = 5 }),
        new RunEvent.AssetReported(Run, Time, Orders, null, new Dictionary<string, MetadataValue>()),
        new RunEvent.AssetSkipped(Run, Time, Orders, "its method left it out")
        {
            IsByChoice = true,
            LeftOut = new Materialization(Run, Time, null) { Duration = TimeSpan.FromSeconds(1), CodeVersion = "c0de", CodeBuild = "Debug, compiler 5.0.0", Inputs = [new(new("sales/raw"), "v0", "d0")] },
        },
        new RunEvent.RetentionApplied(Run, Time, [new AssetRecord(Orders) { LeftOutPosition = 12, LeftOut = new Materialization(Run, Time, null) { CodeVersion = "c0de" } }]),
        new RunEvent.CheckEvaluated(Run, Time, Orders, "totals_are_positive", Passed: true, CheckSeverity.Warning, IsBlocking: false, TimeSpan.FromMilliseconds(12)) { Version = "v1" },
        new RunEvent.CheckEvaluated(Run, Time, Daily, "totals_are_positive", Passed: false, CheckSeverity.Error, IsBlocking: true, TimeSpan.FromMilliseconds(12))
        {
            Message = "2 rows are wrong.",
            Version = "v1",
            Evidence = new MetadataValue.Table(["id", "note"], [["1", null]]),
            Metadata = new Dictionary<string, MetadataValue> { ["failing_rows"] = 2 },
            Partitions = [new PartitionPlace(new("2024-05-17")) { Start = 7 }],
        },
        new RunEvent.AssetChecked(Run, Time, Orders, TimeSpan.FromSeconds(1), 2),
        new RunEvent.RetentionApplied(Run, Time, [new AssetRecord(Orders)
        {
            Checks = [new CheckRecord("totals_are_positive", Run, Time, 13, Passed: false, CheckSeverity.Error, IsBlocking: true) { Message = "1 row is wrong.", Evidence = new MetadataValue.Table(["id"], [["1"]]) }],
        }]),
        new RunEvent.RunStarted(Run, Time, [Orders]) { Launch = new RunLaunch("Shop", "*") { IsCheck = true } },
        new RunEvent.AssetObserved(Run, Time, Orders, "5f3e", TimeSpan.FromMilliseconds(12), new Dictionary<string, MetadataValue>())
        {
            Partitions = [new(new PartitionPlace(new("2024-05-16")) { Start = 1_715_817_600, Series = string.Empty }, null) { DataVersion = "v1" }],
        },
        new RunEvent.AssetReported(Run, Time, Orders, "v4", new Dictionary<string, MetadataValue>())
        {
            Partitions = [new(new PartitionPlace(new("2024-05-16|Eu")) { Start = 1_715_817_600, Series = "Eu" }, null) { DataVersion = "v4" }],
        },
        new RunEvent.RunStarted(Run, Time, [Daily])
        {
            Slices = [new(Daily, [new("2024-05-16")])],
            SliceCodes = [new(Daily, "c0de", "Debug, compiler 5.0.0"), new(Orders, "declared", string.Empty)],
        },
    ];

    private static Dictionary<string, MetadataValue> Metadata => new()
    {
        ["integer"] = long.MinValue,
        ["number"] = 0.1,
        ["nan"] = double.NaN,
        ["boolean"] = true,
        ["text"] = "a\0b",
        ["markdown"] = MetadataValue.FromMarkdown("# Title"),
        ["url"] = new Uri("https://example.org/a?b=c"),
        ["json"] = MetadataValue.FromJson("{ \"a\": [1, 2] }"),
        ["table"] = MetadataValue.FromTable(["a", "b"], [["1", null]]),
    };
}
