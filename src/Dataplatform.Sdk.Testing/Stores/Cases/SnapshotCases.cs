using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.ContractVersion;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Histories of rows: type 2 of a slowly changing dimension.</summary>
internal static class SnapshotCases
{
    private static readonly WritePolicy Snapshot = new() { Mode = WriteMode.Snapshot, Key = ["id"], ValidFrom = "valid_from", ValidTo = "valid_to" };
    private static readonly WritePolicy Whole = Snapshot with { HardDeletes = HardDeletes.Invalidate };
    private static readonly WritePolicy ByTime = Whole with { UpdatedAt = "changed_at" };

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("snapshot of changes", "A row that has changed ends when the run began and begins anew; one that has not stays; a new one begins.", StoreCapabilities.WriteModes, ChangesAsync),
        new("snapshot of a query", "A query gives a snapshot's rows without the times.", StoreCapabilities.WriteModes | StoreCapabilities.Queries, QueryAsync),
        new("snapshot and deleted rows", "A key that does not come any more ends, or stays, as the policy says; one that returns begins anew.", StoreCapabilities.WriteModes, DeletesAsync),
        new("snapshot by the time of change", "With a column that grows, only rows with a later time have changed, and they begin at that time.", StoreCapabilities.WriteModes, ByTimeAsync),
        new("a repeated run takes one snapshot", "A step that is repeated within its run gives the same history as the first time.", StoreCapabilities.WriteModes, RepeatedAsync),
        new("versions never overlap", "Versions of a key follow each other without an overlap, also when a clock went back.", StoreCapabilities.WriteModes, OverlapAsync),
        new("snapshot refuses a key that comes twice", "A key that comes twice in a run is refused with the key's name and value.", StoreCapabilities.WriteModes, TwiceAsync),
    ];

    private static async Task ChangesAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Snapshot, [Now(1, "a"), Now(2, null), Now(3, "c")], Run(1));
        await store.WriteAsync(Snapshot, [Now(1, "a"), Now(2, "b"), Now(4, "d")], Run(2));
        await store.WriteAsync(Snapshot, [Now(2, null), Now(3, "c")], Run(3));
        await ExpectAsync(store,
            [
                V(1, "a", 1, null),
                V(2, null, 1, 2), V(2, "b", 2, 3), V(2, null, 3, null),
                V(3, "c", 1, null),
                V(4, "d", 2, null),
            ]);
    }

    private static async Task QueryAsync(StoreUnderTest store)
    {
        for (var day = 1; day <= 2; day++)
        {
            await using var session = await store.BeginRunAsync(Run(day));
            var query = new SqlQuery($"select 1 as id, 'note {day}' as note, cast('2024-01-01 00:00:00+00' as timestamptz) as changed_at", []);
            await session.PublishAsync([await session.StageQueryAsync(Target(Snapshot), RowCodecs.Get<ContractVersion>().Schema, query, store.Cancellation)], store.Cancellation);
        }

        var changed = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await ExpectAsync(store, [V(1, "note 1", 1, 2) with { ChangedAt = changed }, V(1, "note 2", 2, null) with { ChangedAt = changed }]);
    }

    private static async Task DeletesAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Whole, [Now(1, "a"), Now(2, "b"), Now(3, "c")], Run(1));
        await store.WriteAsync(Whole, [Now(1, "a")], Run(2));
        await ExpectAsync(store, [V(1, "a", 1, null), V(2, "b", 1, 2), V(3, "c", 1, 2)]);
        await store.WriteAsync(Whole, [Now(1, "a"), Now(2, "b")], Run(3));
        await store.WriteAsync(Snapshot, [Now(3, "new")], Run(4));
        await ExpectAsync(store, [V(1, "a", 1, null), V(2, "b", 1, 2), V(2, "b", 3, null), V(3, "c", 1, 2), V(3, "new", 4, null)]);
        await store.WriteAsync<ContractVersion>(Whole, [], Run(5));
        await ExpectAsync(store, [V(1, "a", 1, 5), V(2, "b", 1, 2), V(2, "b", 3, 5), V(3, "c", 1, 2), V(3, "new", 4, 5)]);
    }

    private static async Task ByTimeAsync(StoreUnderTest store)
    {
        await store.WriteAsync(ByTime, [Now(1, "a", Day(-9)), Now(2, "b", Day(-9)), Now(3, "c", Day(-9))], Run(1));
        await store.WriteAsync(ByTime, [Now(1, "later", Day(-5)), Now(2, "the same time", Day(-9)), Now(3, "an earlier one", Day(-10))], Run(2));
        await store.WriteAsync(ByTime, [Now(1, "later", Day(-5))], Run(3));
        await store.WriteAsync(ByTime, [Now(1, "later", Day(-5)), Now(2, "back", Day(-9))], Run(4));
        await ExpectAsync(store,
            [
                V(1, "a", -9, -5) with { ChangedAt = Day(-9) }, V(1, "later", -5, null) with { ChangedAt = Day(-5) },
                V(2, "b", -9, 3) with { ChangedAt = Day(-9) }, V(2, "back", 3, null) with { ChangedAt = Day(-9) },
                V(3, "c", -9, 3) with { ChangedAt = Day(-9) },
            ]);
    }

    private static async Task RepeatedAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Whole, [Now(1, "a"), Now(2, "b")], Run(1));
        var run = Run(2);
        for (var i = 0; i < 3; i++)
        {
            await store.WriteAsync(Whole, [Now(1, "changed"), Now(3, "new")], run);
            await ExpectAsync(store, [V(1, "a", 1, 2), V(1, "changed", 2, null), V(2, "b", 1, 2), V(3, "new", 2, null)]);
        }
    }

    private static async Task OverlapAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Whole, [Now(1, "a"), Now(2, "x")], Run(5));
        await store.WriteAsync(Whole, [Now(1, "b")], Run(3));
        await ExpectAsync(store, [V(1, "a", 5, 5), V(1, "b", 5, null), V(2, "x", 5, 5)]);
        await store.WriteAsync(Whole, [Now(1, "c"), Now(2, "x")], Run(4));
        await ExpectAsync(store, [V(1, "a", 5, 5), V(1, "b", 5, 5), V(1, "c", 5, null), V(2, "x", 5, 5), V(2, "x", 5, null)]);
    }

    private static async Task TwiceAsync(StoreUnderTest store)
    {
        await Expect.FailsAsync(async () => await store.WriteAsync(Snapshot, [Now(4711, "a"), Now(4711, "b")]), "The first snapshot of a key that comes twice", Orders.Path, "id", "4711");
        await store.WriteAsync(Snapshot, [Now(4711, "a")], Run(1));
        await store.WriteAsync(Snapshot, [Now(4711, "b")], Run(2));
        await Expect.FailsAsync(async () => await store.WriteAsync(Snapshot, [Now(4711, "a"), Now(4711, "b")]), "A snapshot of a key that comes twice", Orders.Path, "id", "4711");
    }

    private static async Task ExpectAsync(StoreUnderTest store, IReadOnlyList<ContractVersion> expected)
    {
        var actual = (await store.ReadAsync<ContractVersion>(Orders)).OrderBy(row => row.Id).ThenBy(row => row.ValidFrom).ThenBy(row => row.ValidTo ?? DateTimeOffset.MaxValue).ThenBy(row => row.Note, StringComparer.Ordinal);
        Expect.Rows(expected, [.. actual], "The history");
    }

    private static ContractVersion V(long id, string? note, int from, int? to) => new(id, note, default, Day(from), to is { } day ? Day(day) : null);

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);

    // The id of a run says when it began.
    private static RunId Run(int day) => new(Guid.CreateVersion7(Day(day)).ToString("N"));
}
