namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class SqlTests
{
    private sealed record Row(long Id);

    private enum Size
    {
        Small,
        Large,
    }

    private static readonly Table<Row> Orders = new(new AssetKey("sales", "raw_orders"), "raw_orders", Empty.Source);

    [Fact]
    public void A_table_becomes_a_quoted_reference() => Text($"select * from {Orders} o").ShouldBe("""select * from "raw_orders" o""");

    [Fact]
    public void A_value_becomes_a_typed_parameter_and_equal_values_share_one()
    {
        var query = Render($"where a > {3} and b = {"x'y"} and c < {3} and d = {3L} and e = {Size.Large}");

        query.Text.ShouldBe("where a > $1::int32 and b = $2::text and c < $1::int32 and d = $3::int64 and e = $4::text");
        query.Parameters.Select(parameter => parameter.Value).ShouldBe([3, "x'y", 3L, "Large"]);
    }

    [Fact]
    public void The_key_of_a_partition_is_what_a_column_of_its_kind_would_hold()
    {
        var start = new DateTimeOffset(2024, 10, 27, 2, 0, 0, TimeSpan.FromHours(1));
        var query = Render($"{new Day(2024, 1, 5)} {new Hour(start)} {new Week(2024, 1, 1)} {new Month(2024, 3)} {new DynamicKey("a'b")}");

        query.Text.ShouldBe("$1::date $2::instant $3::date $4::date $5::text");
        query.Parameters.Select(parameter => parameter.Value).ShouldBe([new DateOnly(2024, 1, 5), start, new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 1), "a'b"]);
    }

    [Fact]
    public void A_window_is_two_values() => Should.Throw<DataplatformException>(() => Render($"{new TimeWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))}"))
        .Message.ShouldBe("A window of time cannot be a parameter of a query, for it is two times. Pass its .Start and .End.");

    [Fact]
    public void Null_is_a_parameter_of_its_static_type() => Render($"{(DateOnly?)null}").ShouldSatisfyAllConditions(
        query => query.Text.ShouldBe("$1::date"),
        query => query.Parameters.Single().Value.ShouldBeNull());

    [Theory]
    [InlineData("1000", "decimal(18,0)")]
    [InlineData("9.50", "decimal(18,2)")]
    [InlineData("12345678901234567890.123", "decimal(23,3)")]
    public void A_decimal_has_the_scale_it_needs(string number, string type) =>
        Text($"{decimal.Parse(number)}").ShouldBe($"$1::{type}");

    [Fact]
    public void Fragments_compose()
    {
        Sql filter = true ? (Sql)$"where id > {5}" : Sql.Empty;
        var columns = Sql.Join($", ", new[] { "a", "b\"c" }.Select(Sql.Identifier));

        Text($"select {columns} from {Orders} {filter}{Sql.Empty}").ShouldBe("""select "a", "b""c" from "raw_orders" where id > $1::int32""");
    }

    [Fact]
    public void A_query_in_a_hole_stands_in_parentheses()
    {
        Sql<Row> inner = $"select id from {Orders} where id > {7}";

        Text($"with big as {inner} select * from big where id <> {7}")
            .ShouldBe("with big as (select id from \"raw_orders\" where id > $1::int32\n) select * from big where id <> $1::int32");
    }

    [Fact]
    public void Literals_stand_where_no_parameter_is_taken() => SqlRenderer.RenderLiterals(
            Parts($"a > {1.5m} and b = {"it's"} and d = {new DateOnly(2024, 2, 29)} and n = {(int?)null}"), TestDialect.Instance, table => table.InputName).Text
        .ShouldBe("a > CAST('1.5' AS decimal(18,1)) and b = CAST('it''s' AS text) and d = CAST('2024-02-29' AS date) and n = CAST(NULL AS int32)");

    [Fact]
    public void Text_of_a_table_is_refused() =>
        Should.Throw<InvalidOperationException>(() => string.Concat(Orders)).Message.ShouldContain("Sql<T>");

    [Fact]
    public void A_missing_previous_version_is_explained() =>
        Should.Throw<DataplatformException>(() => Text($"from {(Table<Row>?)null}")).Message.ShouldContain("no previous version");

    [Fact]
    public void A_value_that_no_engine_takes_is_named() =>
        Should.Throw<DataplatformException>(() => Text($"{new Row(1)}")).Message.ShouldContain("'Row'");

    [Fact]
    public void A_list_is_told_how_to_be_joined() =>
        Should.Throw<DataplatformException>(() => Text($"where id in ({new long[] { 1, 2 }})")).Message.ShouldContain("Sql.Join");

    [Fact]
    public void A_comment_at_the_end_of_a_query_swallows_nothing()
    {
        Sql<Row> inner = $"select id from {Orders} -- all of them";

        Text($"with c as {inner} from c").ShouldBe("with c as (select id from \"raw_orders\" -- all of them\n) from c");
    }

    [Fact]
    public void An_unwritten_query_is_empty() => default(Sql<Row>).Parts.ShouldBeEmpty();

    private static string Text(Sql<Row> query) => Render(query).Text;

    private static SqlQuery Render(Sql<Row> query) =>
        SqlRenderer.Render(query.Parts, TestDialect.Instance, table => TestDialect.Instance.Identifier(table.InputName));

    private static IReadOnlyList<SqlPart> Parts(Sql<Row> query) => query.Parts;

    private sealed class TestDialect : SqlDialect
    {
        public static TestDialect Instance { get; } = new();

        public override string TypeName(ColumnType type) => type.ToString();
    }

    private sealed class Empty : ITableSource<Row>
    {
        public static Empty Source { get; } = new();

        public IAsyncEnumerable<Row> ReadAsync(long? limit, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Row>();

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(0L);
    }
}
