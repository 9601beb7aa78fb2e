using Dataplatform.Sdk.DuckDb.Queries.Lineage;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

/// <summary>What cannot be told is said, with its place, and never left out.</summary>
public sealed class DoubtTests
{
    private static readonly DuckDbQueryLineage Resolver = new();

    [Fact]
    public void A_pivot_whose_columns_are_in_the_data_has_no_columns_to_tell()
    {
        var lineage = Resolve("pivot t on s using sum(a) group by k");

        lineage.Columns.ShouldBeEmpty();
        lineage.Doubts.ShouldBe(["DuckDB has no parse tree for it; the columns of a pivot must be written out: in ('x', 'y')"]);
    }

    [Fact]
    public void Two_statements_are_no_query() =>
        Resolve("select 1; select 2").Doubts.ShouldBe(["it cannot be parsed: there are 2 statements where one query is expected"]);

    [Fact]
    public void A_query_that_does_not_bind_has_the_words_of_the_engine()
    {
        var lineage = Resolve("select nothing from t");

        lineage.Columns.ShouldBeEmpty();
        lineage.Doubts.ShouldHaveSingleItem().ShouldStartWith("DuckDB refuses the query: Binder Error: ");
    }

    [Fact]
    public void A_syntax_error_is_told() =>
        Resolve("select from where").Doubts.ShouldHaveSingleItem().ShouldStartWith("it cannot be parsed: syntax error");

    [Fact]
    public void Columns_of_a_table_function_come_from_its_arguments_and_its_place_is_told()
    {
        var lineage = Resolve("select t.a, e.key, e.value\nfrom t, json_each(t.j) as e");

        LineageText.Of(lineage).ShouldBe("""
            -> a: t.a
            -> key: t.j
            -> value: t.j
            -> rows: | unnest t.j
            -> doubt: line 2, column 9: the columns of the table function 'json_each' are not known
            """);
    }

    [Fact]
    public void A_star_over_unknown_columns_takes_their_names_from_the_engine()
    {
        var lineage = Resolve("select e.* from t, json_each(t.j) as e");

        lineage.Columns.Count.ShouldBeGreaterThan(4);
        lineage.Columns.ShouldAllBe(column => column.Edges.Count == 1 && column.Edges[0].Source == new SourceColumn("t", "j"));
        lineage.Doubts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_query_in_a_text_may_read_any_input()
    {
        var lineage = Resolve("select * from query('select a as x from t')");

        lineage.Columns.ShouldHaveSingleItem().Edges.Count.ShouldBe(LineageData.Tables.Sum(table => table.Columns.Count));
        lineage.Doubts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_place_counts_characters_after_texts_in_other_scripts() =>
        Resolve("select 'häß😀' as x, e.key\nfrom t,\n  json_each(t.j) as e").Doubts.ShouldHaveSingleItem().ShouldStartWith("line 3, column 3: ");

    [Fact]
    public void A_deep_query_is_followed()
    {
        var sql = $"select {string.Join(" + ", Enumerable.Repeat("a", 300))} as total from t";

        LineageText.Of(Resolve(sql)).ShouldBe("-> total: t.a\n-> rows:");
    }

    [Fact]
    public void Queries_are_followed_from_many_threads_at_once() => Parallel.For(0, 50, i =>
        LineageText.Of(Resolve($"select a + {i} as x from t where b > {i}")).ShouldBe("-> x: t.a\n-> rows: | filter t.b"));

    private static RowLineage Resolve(string sql) => Resolver.Resolve(sql, LineageData.Tables);
}
