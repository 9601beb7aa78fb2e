using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Stores that run SQL.</summary>
internal static class QueryCases
{
    private const string Columns = "id, generation, note";

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a query sees its inputs", "A query reads bound inputs by their names, in the version that is bound.", StoreCapabilities.Queries, InputsAsync),
        new("a query's columns are matched by name", "Columns are matched by name, whatever their order; all that is wrong is named at once.", StoreCapabilities.Queries, ColumnsAsync),
        new("a lossy conversion is refused", "A query whose column would lose something in the contract's type is refused with the column's name.", StoreCapabilities.Queries, LossyAsync),
        new("a value that does not fit", "A value that does not fit into the contract's type is refused with the column's name.", StoreCapabilities.Queries, OverflowAsync),
        new("a query's missing value is refused", "A missing value where the contract knows none is refused with its column.", StoreCapabilities.Queries, NotNullAsync),
        new("parameters keep their values", "Parameters reach the query as they were.", StoreCapabilities.Queries, ParametersAsync),
        new("every kind of column in a query", "A query copies columns of every kind unchanged.", StoreCapabilities.Queries, EveryKindAsync),
        new("a wrong query", "A query that is wrong names the asset, nothing is staged, and the session is good.", StoreCapabilities.Queries, WrongAsync),
        new("an inline query is an input", "A query over public names can be an input of queries and of code.", StoreCapabilities.Queries, InlineAsync),
        new("rows of another store in a query", "Rows that are bound from elsewhere are an input of queries.", StoreCapabilities.Queries, RowsOfAnotherStoreAsync),
        new("a question is answered", "A typed query reads published assets by their public names, and cannot write.", StoreCapabilities.AdHocQueries, QuestionAsync),
    ];

    private static async Task InputsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await using var session = await store.BeginAsync();
        await store.BindAsync<ContractRow>(session, Orders, "orders");
        await store.PublishAsync(Orders, ContractRow.Some(9, 2));
        var staged = await store.StageQueryAsync<ContractRow>(session, Totals, "select o.id, o.generation, o.note from orders o where o.id > 1");
        Expect.Equal(3L, staged.Rows, "The number of rows of a query over the pinned version");
        await session.PublishAsync([staged], store.Cancellation);
        Expect.Rows([.. ContractRow.Stream(4).Skip(1)], [.. (await store.ReadAsync<ContractRow>(Totals)).OrderBy(row => row.Id)], "The result of a query");
    }

    private static async Task ColumnsAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageQueryAsync<ContractRow>(session, Totals, "select cast('a' as varchar) as note, cast(2 as bigint) as generation, cast(1 as bigint) as id")], store.Cancellation);
        Expect.Rows([new ContractRow(1, 2, "a")], await store.ReadAsync<ContractRow>(Totals), "The result of a query in another order");
        await Expect.FailsAsync(
            async () => await store.StageQueryAsync<ContractRow>(session, Orders, "select 1 as id, 2 as generatoin, 3 as extra"),
            "A query with wrong columns", Orders.Path, "generation", "note", "extra");
    }

    private static async Task LossyAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        foreach (var (value, type) in new[] { ("1.5", "decimal(4, 2)"), ("'1'", "varchar"), ("1.5", "double precision") })
        {
            await Expect.FailsAsync(
                async () => await store.StageQueryAsync<ContractRowId>(session, Orders, $"select cast({value} as {type}) as id"), $"A query whose column 'id' is {type} and not a whole number", Orders.Path, "'id'");
        }
    }

    private static async Task OverflowAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(
            async () => await store.StageQueryAsync<ContractRowId>(session, Orders, "select cast(99999999999999999999 as decimal(38, 0)) as id"), "A query whose value is too large", Orders.Path, "'id'");
        Expect.Equal(1L, (await store.StageQueryAsync<ContractRowId>(session, Orders, "select cast(9 as decimal(38, 0)) as id")).Rows, "The number of rows of a query whose value fits");
    }

    private static async Task NotNullAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(
            async () => await store.StageQueryAsync<ContractRow>(session, Orders, "select cast(1 as bigint) as id, cast(null as bigint) as generation, cast(null as varchar) as note"),
            "A query with a missing value", Orders.Path, "'generation'");
        Expect.Equal(null, await store.HeadAsync(Orders), "The head of an asset whose query was refused");
    }

    private static async Task ParametersAsync(StoreUnderTest store)
    {
        const string text = "it's \"quoted\"; -- drop";
        await using var session = await store.BeginAsync();
        var dialect = store.Store.Dialect ?? throw new StoreContractException("The store claims to run queries, but has no dialect.");
        var types = new[] { new ColumnType(ColumnKind.Int64), new ColumnType(ColumnKind.Text) };
        var sql = $"select cast($1 as {dialect.TypeName(types[0])}) as id, cast($1 as {dialect.TypeName(types[0])}) as generation, cast($2 as {dialect.TypeName(types[1])}) as note";
        await session.PublishAsync([await store.StageQueryAsync<ContractRow>(session, Totals, sql, new(long.MinValue, types[0]), new(text, types[1]))], store.Cancellation);
        Expect.Rows([new ContractRow(long.MinValue, long.MinValue, text)], await store.ReadAsync<ContractRow>(Totals), "The parameters");
    }

    private static async Task EveryKindAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageAsync<EveryKind>(session, Orders, EveryKind.Rows)], store.Cancellation);
        await store.BindAsync<EveryKind>(session, Orders, "orders");
        await session.PublishAsync([await store.StageQueryAsync<EveryKind>(session, Totals, "select * from orders")], store.Cancellation);
        Expect.Rows(EveryKind.Rows, [.. (await store.ReadAsync<EveryKind>(Totals)).OrderBy(row => row.Row)], "A copy of a table with a column of every kind");
    }

    private static async Task WrongAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(async () => await store.StageQueryAsync<ContractRow>(session, Orders, "select nope as id from nowhere"), "A query over an unknown table", Orders.Path, "nowhere");
        await Expect.FailsAsync(async () => await store.StageQueryAsync<ContractRow>(session, Orders, "drop table nowhere"), "A statement that is no query", Orders.Path);
        Expect.Equal(1L, (await store.StageAsync(session, Orders, ContractRow.Some(1))).Rows, "The number of rows staged afterwards");
    }

    private static async Task InlineAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await using var session = await store.BeginAsync();
        var name = store.Store.Dialect?.PublicName(Orders);
        var input = new InputBinding.Inline(new AssetKey("kit_sales/large"), "large", new SqlQuery($"select {Columns} from {name} where id > 2", []), RowCodecs.Get<ContractRow>().Schema);
        Expect.That(await session.BindAsync(input, store.Cancellation), "An inline query cannot be bound.");
        Expect.Rows([.. ContractRow.Stream(4).Skip(2)], await store.ReadAsync(session.Open(input, RowCodecs.Get<ContractRow>())), "The rows of an inline query");
        Expect.Equal(2L, (await store.StageQueryAsync<ContractRow>(session, Totals, $"select {Columns} from large")).Rows, "The number of rows of a query over an inline query");
        var wrong = input with { Name = "wrong", Query = new SqlQuery($"select id from {name}", []) };
        await Expect.FailsAsync(async () => await session.BindAsync(wrong, store.Cancellation), "Binding an inline query without the contract's columns", "generation");
    }

    private static async Task RowsOfAnotherStoreAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var input = new InputBinding.Published(new AssetKey("kit_elsewhere/events"), "events");
        await session.BindRowsAsync(input, RowCodecs.Get<ContractRow>(), ContractRow.Stream(5_000).ToAsyncEnumerable(), store.Cancellation);
        Expect.Equal(5_000L, (await store.StageQueryAsync<ContractRow>(session, Totals, $"select {Columns} from events")).Rows, "The number of rows of a query over rows from elsewhere");
    }

    private static async Task QuestionAsync(StoreUnderTest store)
    {
        var queryable = store.Store as IQueryableStore ?? throw new StoreContractException($"The store claims to answer queries, but is no {nameof(IQueryableStore)}.");
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await using (var result = await queryable.QueryAsync($"select id, note from {queryable.Dialect!.PublicName(Orders)} order by id desc", store.Cancellation))
        {
            await store.PublishAsync(Orders, ContractRow.Some(1, 2));
            Expect.Equal("id, note", string.Join(", ", result.Columns.Select(column => column.Name)), "The columns of the answer");
            var rows = await result.ReadAsync(store.Cancellation).ToListAsync(store.Cancellation);
            Expect.Equal("4, 3, 2, 1", string.Join(", ", rows.Select(row => row[0])), "The answer");
            Expect.Equal(null, rows[1][1], "A missing value of the answer");
        }

        foreach (var sql in new[] { "select * from nowhere", $"drop view {queryable.Dialect.PublicName(Orders)}", "create table t (i int)" })
        {
            await Expect.FailsAsync(async () => await queryable.QueryAsync(sql, store.Cancellation), $"The statement '{sql}'");
        }

        Expect.Rows(ContractRow.Some(1, 2), await store.ReadAsync<ContractRow>(Orders), "What is published");
    }
}
