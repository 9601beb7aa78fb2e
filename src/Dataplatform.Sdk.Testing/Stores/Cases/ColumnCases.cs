using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Rows that are kept, and a contract that has other columns now.</summary>
internal static class ColumnCases
{
    private static readonly WritePolicy Fail = new() { Mode = WriteMode.Merge, Key = ["id"] };
    private static readonly WritePolicy Appending = Fail with { OnSchemaChange = SchemaChange.AppendNewColumns };
    private static readonly WritePolicy Sync = Fail with { OnSchemaChange = SchemaChange.Sync };

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("other columns fail", "Without a policy, other columns are refused with their names and the remedy, and nothing changes.", StoreCapabilities.WriteModes, FailAsync),
        new("new columns are appended", "A new column is added without values in old rows; one that has gone stays, without values in new rows.", StoreCapabilities.WriteModes, AppendedAsync),
        new("columns are appended to appended rows", "The same for rows that are only added.", StoreCapabilities.WriteModes, AppendedRowsAsync),
        new("columns of every kind stay", "Columns of every kind stay where the contract does not have them any more.", StoreCapabilities.WriteModes, EveryKindStaysAsync),
        new("columns are brought into line", "Columns become those of the contract: added, dropped, converted where no value is lost.", StoreCapabilities.WriteModes, SyncAsync),
        new("what no value can become is refused", "A type that not every value can become is refused by every policy.", StoreCapabilities.WriteModes, RefusedAsync),
        new("a new column that must have values", "A new column that is not nullable is refused, as old rows have no value.", StoreCapabilities.WriteModes, NotNullableAsync),
        new("a column that must have values now", "A column that is not nullable any more is refused while old rows have no value in it.", StoreCapabilities.WriteModes, RequiredNowAsync),
        new("alterations are told before", "What staging would do to the columns is told before anything is done.", StoreCapabilities.WriteModes, ToldAsync),
    ];

    private static async Task FailAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractRowId>(Fail, [new(1)]);
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractNote>(Fail, [new(2, "b")]), "A new column without a policy", Orders.Path, "note", "AppendNewColumns", "--full-refresh");
        await store.WriteAsync<ContractNote>(Fail, [new(2, "b")], fullRefresh: true);
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractRowId>(Fail, [new(3)]), "A column that has gone without a policy", "note", "Sync");
        Expect.Rows([new(2, "b")], await store.ReadAsync<ContractNote>(Orders), "What was there before");
    }

    private static async Task AppendedAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractRowId>(Appending, [new(1), new(2)]);
        var staged = await store.WriteAsync<ContractNote>(Appending, [new(2, "b"), new(3, "c")]);
        Expect.That(staged.Alterations is [{ Kind: ColumnAlterationKind.Add, Column: "note", Refusal: null }], $"The stage does not say that it added 'note' but: {string.Join("; ", staged.Alterations)}.");
        Expect.Rows([new(1, null), new(2, "b"), new(3, "c")], await store.OrderedAsync<ContractNote>(row => row.Id), "The rows with the new column");
        staged = await store.WriteAsync<ContractRowId>(Appending, [new(3), new(4)]);
        Expect.That(staged.Alterations is [{ Kind: ColumnAlterationKind.Keep, Column: "note", Refusal: null }], $"The stage does not say that it kept 'note' but: {string.Join("; ", staged.Alterations)}.");
        Expect.Rows([new(1, null), new(2, "b"), new(3, null), new(4, null)], await store.OrderedAsync<ContractNote>(row => row.Id), "The rows with the column that has gone");
    }

    private static async Task AppendedRowsAsync(StoreUnderTest store)
    {
        var append = new WritePolicy { Mode = WriteMode.Append, OnSchemaChange = SchemaChange.AppendNewColumns };
        await store.WriteAsync<ContractNote>(append, [new(1, "a")]);
        await store.WriteAsync<ContractRowId>(append, [new(2)]);
        await store.WriteAsync<ContractNote>(append, [new(3, "c")]);
        Expect.Rows([new(1, "a"), new(2, null), new(3, "c")], await store.OrderedAsync<ContractNote>(row => row.Id), "The rows of three contracts");
    }

    private static async Task EveryKindStaysAsync(StoreUnderTest store)
    {
        var append = new WritePolicy { Mode = WriteMode.Append, OnSchemaChange = SchemaChange.AppendNewColumns };
        await store.WriteAsync<EveryKind>(append, EveryKind.Rows);
        await store.WriteAsync<ContractRowNumber>(append, [new(100)]);
        await store.WriteAsync<EveryKind>(append, [EveryKind.Rows[0] with { Row = 101 }]);
        Expect.Rows(
            [.. EveryKind.Rows, EveryKind.Rows[0] with { Row = 100 }, EveryKind.Rows[0] with { Row = 101 }],
            await store.OrderedAsync<EveryKind>(row => row.Row), "The rows of both contracts");
    }

    private static async Task SyncAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractNote>(Sync, [new(1, "a"), new(2, "b")]);
        var staged = await store.WriteAsync<ContractSmallId>(Sync, [new(2), new(3)]);
        Expect.That(
            staged.Alterations is [{ Kind: ColumnAlterationKind.Convert, Column: "id" }, { Kind: ColumnAlterationKind.Drop, Column: "note" }],
            $"The stage does not say that it converted 'id' and dropped 'note' but: {string.Join("; ", staged.Alterations)}.");
        Expect.Rows([new(1), new(2), new(3)], await store.OrderedAsync<ContractSmallId>(row => row.Id), "The rows of the new type");
        await Expect.FailsAsync(async () => await store.ReadAsync<ContractNote>(Orders), "Reading a column that was dropped", "note");
        await store.WriteAsync<ContractRowId>(Sync, [new(long.MaxValue)]);
        Expect.Equal(4, (await store.ReadAsync<ContractRowId>(Orders)).Count, "The number of rows of the wider type");
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractSmallId>(Sync, [new(5)]), "A value that the narrower type does not hold", Orders.Path);
    }

    private static async Task RefusedAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractRowId>(Sync, [new(1)]);
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractTextId>(Sync, [new(Guid.Empty)]), "A number as another type", Orders.Path, "id", "--full-refresh");
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractSmallId>(Appending, [new(1)]), "Another type where columns may only be added", "id", "Sync");
    }

    private static async Task NotNullableAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractNote>(Sync, [new(1, "a")]);
        await Expect.FailsAsync(async () => await store.WriteAsync(Sync, ContractRow.Some(2)), "A new column that is not nullable", "generation", "nullable");
    }

    private static async Task RequiredNowAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractNote>(Sync, [new(1, "a"), new(2, null)]);
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractRequiredNote>(Sync, [new(1, "b")]), "An old row without a value", Orders.Path, "note");
        await store.WriteAsync<ContractRequiredNote>(Sync with { Mode = WriteMode.Append, Key = [] }, [new(3, "c")], fullRefresh: true);
        await store.WriteAsync<ContractNote>(Sync with { Mode = WriteMode.Append, Key = [] }, [new(4, null)]);
        await Expect.FailsAsync(
            async () => await store.WriteAsync<ContractRequiredNote>(Sync with { Mode = WriteMode.Append, Key = [] }, [new(5, "e")]), "An old row without a value before appended ones", "note");
    }

    private static async Task ToldAsync(StoreUnderTest store)
    {
        Expect.Equal(0, (await Told<ContractNote>(Fail)).Count, "The number of alterations of an asset that was never published");
        await store.WriteAsync<ContractNote>(Fail, [new(1, "a")]);
        Expect.Equal(0, (await Told<ContractNote>(Fail)).Count, "The number of alterations by the same contract");
        Expect.That(await Told<ContractRow>(Fail) is [{ Kind: ColumnAlterationKind.Add, Column: "generation", Refusal: not null }], "It is not told that 'generation' is refused.");
        Expect.That(await Told<ContractRowId>(Sync) is [{ Kind: ColumnAlterationKind.Drop, Column: "note", Refusal: null }], "It is not told that 'note' is dropped.");
        Expect.Equal(0, (await store.Store.AlterationsAsync(Target(Sync, fullRefresh: true), RowCodecs.Get<ContractRowId>().Schema, store.Cancellation)).Count, "The number of alterations of a full refresh");
        Expect.Rows([new(1, "a")], await store.ReadAsync<ContractNote>(Orders), "What is published");

        async Task<IReadOnlyList<ColumnAlteration>> Told<T>(WritePolicy policy) => await store.Store.AlterationsAsync(Target(policy), RowCodecs.Get<T>().Schema, store.Cancellation);
    }
}
