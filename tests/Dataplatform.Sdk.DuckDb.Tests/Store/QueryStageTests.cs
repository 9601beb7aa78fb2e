using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class QueryStageTests : StoreTest
{
    [Theory]
    [InlineData("tinyint", ColumnKind.Int64, 0, 0, "42")]
    [InlineData("bigint", ColumnKind.Int64, 0, 0, "42")]
    [InlineData("hugeint", ColumnKind.Int64, 0, 0, "42")]
    [InlineData("uhugeint", ColumnKind.Int64, 0, 0, "42")]
    [InlineData("bigint", ColumnKind.Int8, 0, 0, "42")]
    [InlineData("bigint", ColumnKind.UInt64, 0, 0, "42")]
    [InlineData("decimal(5,0)", ColumnKind.Int32, 0, 0, "42")]
    [InlineData("smallint", ColumnKind.Single, 0, 0, "42.0")]
    [InlineData("integer", ColumnKind.Double, 0, 0, "42.0")]
    [InlineData("float", ColumnKind.Double, 0, 0, "42.0")]
    [InlineData("bigint", ColumnKind.Decimal, 28, 10, "42.0000000000")]
    [InlineData("hugeint", ColumnKind.Decimal, 28, 10, "42.0000000000")]
    [InlineData("decimal(38,2)", ColumnKind.Decimal, 28, 10, "42.0000000000")]
    [InlineData("decimal(12,2)", ColumnKind.Decimal, 4, 2, "42.00")]
    [InlineData("enum('42')", ColumnKind.Text, 0, 0, "42")]
    [InlineData("varchar", ColumnKind.Text, 0, 0, "42")]
    [InlineData("json", ColumnKind.Text, 0, 0, "42")]
    public async Task A_conversion_that_loses_nothing_is_allowed(string from, ColumnKind to, int precision, int scale, string expected)
    {
        await using var session = await BeginAsync();
        var schema = Cell.Codec(new ColumnType(to, precision, scale), isNullable: false).Schema;
        await session.PublishAsync([await QueryAsync(session, Orders, schema, $"select '42'::{from} as value")], CancellationToken.None);
        Ask("select value::varchar from sales.orders")[0][0].ShouldBe(expected);
    }

    [Theory]
    [InlineData("date '2024-01-02'", ColumnKind.Timestamp, "2024-01-02 00:00:00")]
    [InlineData("timestamp_s '2024-01-02 03:04:05'", ColumnKind.Timestamp, "2024-01-02 03:04:05")]
    [InlineData("timestamp_ms '2024-01-02 03:04:05'", ColumnKind.Timestamp, "2024-01-02 03:04:05")]
    public async Task A_time_may_become_a_wider_one(string value, ColumnKind to, string expected)
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await QueryAsync(session, Orders, Cell.Codec(new ColumnType(to)).Schema, $"select {value} as value")], CancellationToken.None);
        Ask("select value::varchar from sales.orders")[0][0].ShouldBe(expected);
    }

    [Theory]
    [InlineData("1.23456::decimal(10,5)", ColumnKind.Decimal, 12, 2, "column 'value' is DECIMAL(10,5), but 'Cell.Value' is DECIMAL(12,2). 3 digits after the point would be lost; round it in the query, round(value, 2)::DECIMAL(12,2), or give the member [Decimal(12, 5)].")]
    [InlineData("1.5::double", ColumnKind.Decimal, 28, 10, "column 'value' is DOUBLE, but 'Cell.Value' is DECIMAL(28,10).")]
    [InlineData("'42'", ColumnKind.Int64, 0, 0, "column 'value' is VARCHAR, but 'Cell.Value' is BIGINT.")]
    [InlineData("'42'", ColumnKind.Decimal, 28, 10, "column 'value' is VARCHAR")]
    [InlineData("'42'", ColumnKind.Double, 0, 0, "column 'value' is VARCHAR")]
    [InlineData("timestamp '2024-01-01'", ColumnKind.Date, 0, 0, "The time of day would be lost; cast it in the query, value::DATE, if that is meant.")]
    [InlineData("'2024-01-01'", ColumnKind.Date, 0, 0, "value::DATE fails on a text that is none")]
    [InlineData("1.5::double", ColumnKind.Int64, 0, 0, "round(value)::BIGINT")]
    [InlineData("1.5::decimal(5,1)", ColumnKind.Int64, 0, 0, "Digits after the point would be lost")]
    [InlineData("1::bigint", ColumnKind.Double, 0, 0, "column 'value' is BIGINT, but 'Cell.Value' is DOUBLE.")]
    [InlineData("1::integer", ColumnKind.Single, 0, 0, "column 'value' is INTEGER, but 'Cell.Value' is FLOAT.")]
    [InlineData("1::double", ColumnKind.Single, 0, 0, "column 'value' is DOUBLE")]
    [InlineData("1", ColumnKind.Boolean, 0, 0, "column 'value' is INTEGER")]
    [InlineData("1", ColumnKind.Text, 0, 0, "value::VARCHAR")]
    [InlineData("timestamp '2024-01-01'", ColumnKind.Instant, 0, 0, "value at time zone 'UTC'")]
    [InlineData("timestamptz '2024-01-01'", ColumnKind.Timestamp, 0, 0, "DateTimeOffset")]
    [InlineData("timestamp_ns '2024-01-01'", ColumnKind.Timestamp, 0, 0, "Nanoseconds would be lost")]
    [InlineData("'a'", ColumnKind.Bytes, 0, 0, "encode(value)")]
    [InlineData("'a'", ColumnKind.Uuid, 0, 0, "value::UUID")]
    [InlineData("[1]", ColumnKind.Text, 0, 0, "column 'value' is INTEGER[]")]
    public async Task A_conversion_that_would_lose_something_names_column_types_and_remedy(string value, ColumnKind to, int precision, int scale, string message)
    {
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(
            QueryAsync(session, Orders, Cell.Codec(new ColumnType(to, precision, scale)).Schema, $"select {value} as value"));
        error.Message.ShouldStartWith("The query of 'sales/orders' does not match its contract: ");
        error.Message.ShouldContain(message);
        Relations().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("170141183460469231731687303715884105727::hugeint", ColumnKind.Int64, 0, 0, "BIGINT")]
    [InlineData("(-1)::bigint", ColumnKind.UInt32, 0, 0, "UINTEGER")]
    [InlineData("1e30::decimal(38,2)", ColumnKind.Decimal, 28, 10, "DECIMAL(28,10)")]
    [InlineData("sum(1e11::decimal(12,0))", ColumnKind.Decimal, 12, 2, "DECIMAL(12,2)")]
    public async Task A_value_that_does_not_fit_names_its_column(string value, ColumnKind to, int precision, int scale, string type)
    {
        var schema = new RowSchema("Row",
        [
            new ColumnSchema("fits", new ColumnType(ColumnKind.Int32), false, "Fits"),
            new ColumnSchema("value", new ColumnType(to, precision, scale), false, "Value"),
        ]);
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, schema, $"select 7::bigint as fits, {value} as value"));
        error.Message.ShouldStartWith($"A value does not fit: column 'value' of 'sales/orders' is {type} ('Row.Value').");
        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sum_of_decimals_fits_the_default_decimal()
    {
        await PublishAsync(Orders, Some(10, 0.25m));
        await using var session = await BeginAsync();
        await session.BindAsync(new InputBinding.Published(Orders, "raw"), CancellationToken.None);
        var staged = await QueryAsync(session, Totals, Cell.Codec(ColumnType.Decimal(28, 10)).Schema, "select sum(amount) as value from raw");
        await session.PublishAsync([staged], CancellationToken.None);
        Ask("select value from sales.totals")[0][0].ShouldBe(2.5m);
    }

    [Fact]
    public async Task Columns_are_matched_by_name_and_not_by_position()
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await QueryAsync(session, Orders, Order.Schema, "select 'a' as NOTE, 1.5 as amount, 7 as order_id;")], CancellationToken.None);
        Ask("select order_id, amount, note from sales.orders")[0].ShouldBe([7L, 1.5m, "a"]);
    }

    [Fact]
    public async Task All_wrong_columns_are_named_at_once()
    {
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Order.Schema, "select 1 as orderid, 'x' as amount, 'n' as note, 'n' as note, 2 as extra"));
        error.Message.ReplaceLineEndings("\n").ShouldBe("""
            The query of 'sales/orders' does not match its contract:
              - column 'order_id' ('Order.OrderId', BIGINT) is missing. Did you mean 'orderid'?
              - column 'amount' is VARCHAR, but 'Order.Amount' is DECIMAL(28,10). A text is not read as a number by itself; cast it in the query: amount::DECIMAL(28,10).
              - column 'note' appears 2 times. Select it once, or give the others another name.
              - column 'orderid' is not in the contract 'Order'. Leave it out of the query, or add a member for it.
              - column 'extra' is not in the contract 'Order'. Leave it out of the query, or add a member for it.
            """);
    }

    [Fact]
    public async Task A_missing_value_names_the_column_and_the_member()
    {
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Order.Schema, "select 1 as order_id, null::decimal(5,2) as amount, 'n' as note"));
        error.Message.ShouldBe("Column 'amount' of 'sales/orders' got a missing value, but the contract's member 'Order.Amount' is not nullable. Make the member nullable, or filter or replace the missing values.");
    }

    [Fact]
    public async Task A_missing_value_from_code_names_the_column_too()
    {
        var codec = Cell.Codec(new ColumnType(ColumnKind.Text), isNullable: false);
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(
            session.StageRowsAsync(new StageTarget(Orders), codec, new[] { new Cell("a"), new Cell(null) }.ToAsyncEnumerable(), CancellationToken.None).AsTask());
        error.Message.ShouldStartWith("Column 'value' of 'sales/orders' got a missing value, but the contract's member 'Cell.Value' is not nullable.");
    }

    [Fact]
    public async Task A_wrong_query_names_the_asset_and_the_line()
    {
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Order.Schema, "select 1 as order_id,\n  nope as amount, '' as note"));
        error.Message.ShouldStartWith("The query of 'sales/orders' is wrong. Binder Error:");
        error.Message.ShouldContain("LINE 2");
    }

    [Theory]
    [InlineData("create table x (i int)")]
    [InlineData("drop schema main")]
    [InlineData("set threads = 1")]
    public async Task A_statement_that_does_something_is_no_query(string sql)
    {
        await using var session = await BeginAsync();
        (await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Order.Schema, sql))).Message.ShouldContain("is no query");
    }

    [Fact]
    public async Task Parameters_keep_their_types()
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await QueryAsync(
            session, Orders, Order.Schema,
            "select $1::BIGINT as order_id, $2::DECIMAL(18,2) as amount, $3::VARCHAR as note",
            new SqlParameter(7L, new(ColumnKind.Int64)), new SqlParameter(9.50m, ColumnType.Decimal(18, 2)), new SqlParameter("it's; -- \0", new(ColumnKind.Text)))], CancellationToken.None);
        Ask("select * from sales.orders")[0].ShouldBe([7L, 9.50m, "it's; -- \0"]);
    }

    [Theory]
    [InlineData("with x as (select 1 as order_id) select order_id, 1 as amount, '' as note from x -- the end")]
    [InlineData("from (values (1, 1, '')) t(order_id, amount, note)")]
    [InlineData("(select 1 as order_id, 1 as amount, '' as note) union all (select 2, 2, '') order by 1 limit 1")]
    public async Task A_query_may_have_any_form(string sql)
    {
        await using var session = await BeginAsync();
        (await QueryAsync(session, Orders, Order.Schema, sql)).Rows.ShouldBe(1);
    }
}
