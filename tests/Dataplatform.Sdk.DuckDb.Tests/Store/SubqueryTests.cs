using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class SubqueryTests : StoreTest
{
    [Theory]
    [InlineData("select 1; -- done", "select 1")]
    [InlineData("select 1 ; /* a /* b */ ; */ ;\n", "select 1")]
    [InlineData("select 1 -- one\n + 1 -- two", "select 1 -- one\n + 1")]
    [InlineData("select ';--' ;", "select ';--'")]
    [InlineData("select 'it''s; --'", "select 'it''s; --'")]
    [InlineData("select e'\\'; --' -- x", "select e'\\'; --'")]
    [InlineData("select \"a;--\" ; ", "select \"a;--\"")]
    [InlineData("select $$;--$$;", "select $$;--$$")]
    [InlineData("select $q$ ;-- $$ $q$;--", "select $q$ ;-- $$ $q$")]
    [InlineData("select $1 - -$2; --", "select $1 - -$2")]
    [InlineData("-- nothing", "")]
    public void Only_the_end_is_cut(string sql, string expected) => Subquery.Text(sql).ShouldBe(expected);

    [Fact]
    public async Task A_query_with_a_comment_behind_its_semicolon_is_a_view_and_is_inlined()
    {
        const string query = "select 7::bigint as order_id, 1.5::decimal(28,10) as amount, ';--' as note; -- done";
        await using var session = await BeginAsync();
        await session.PublishAsync([await session.StageViewAsync(new StageTarget(Orders), Contracts.Order.Schema, new SqlQuery(query, []), CancellationToken.None)], CancellationToken.None);
        Ask("select note from sales.orders")[0][0].ShouldBe(";--");
        (await session.BindAsync(new InputBinding.Inline(Totals, "inlined", new SqlQuery(query, []), Contracts.Order.Schema), CancellationToken.None)).ShouldBeTrue();
        (await QueryAsync(session, Totals, Contracts.Order.Schema, "from inlined; -- done")).Rows.ShouldBe(1);
    }
}
