using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record NumberVersion(long Value, long Generation, [ValidFrom] DateTimeOffset From, [ValidTo] DateTimeOffset? To);

/// <summary>Assets that keep rows of earlier runs.</summary>
[Domain("writes")]
public static class WriteAssets
{
    /// <summary>Two rows of each generation; the even value is the same in all of them.</summary>
    [Asset]
    public static IReadOnlyList<Number> Changes(DataGeneration generation) => [new(generation.Number, 0), new(generation.Number, (generation.Number * 2) - 1)];

    [Asset, Write(WriteMode.Append)]
    public static IReadOnlyList<Number> Events(IReadOnlyList<Number> changes) => changes;

    /// <summary>Reads what the run has handed over: all rows of the table, not those that the method returned.</summary>
    [Asset]
    public static long EventCount(IReadOnlyList<Number> events) => events.Count;

    /// <summary>Only what is new since the last run.</summary>
    [Asset, Write(WriteMode.Merge, Key = nameof(Number.Value))]
    public static Sql<Number> Newest(Table<Number> changes, [Self] Table<Number>? newest) => newest is null
        ? (Sql<Number>)$"select * from {changes}"
        : $"select * from {changes} where generation > (select max(generation) from {newest})";

    [Asset, Write(WriteMode.Snapshot, Keys = [nameof(NumberVersion.Value)], HardDeletes = HardDeletes.Invalidate)]
    public static Sql<NumberVersion> History(Table<Number> changes) => $"select value, generation from {changes}";

    [Asset, Store("lake"), Write(WriteMode.Snapshot, Key = nameof(NumberVersion.Value), OnSchemaChange = SchemaChange.Sync)]
    public static IEnumerable<NumberVersion> HistoryInLake(IReadOnlyList<Number> changes) =>
        changes.Select(number => new NumberVersion(number.Value, number.Generation, default, null));
}
