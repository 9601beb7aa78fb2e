using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Queries give their lists and structs in many forms: constant, as parts of others, out of order.</summary>
public sealed class VectorShapeTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOpenOptions());
    private readonly DuckDbConnection _connection;

    public VectorShapeTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData("select 1 as id, [{'a': 1, 'b': 'a long text that is not inlined'}, null] as items, map {'k': [1, null]} as map from range(3000)")]
    [InlineData("select range as id, [{'a': 1, 'b': 'constant'}] as items, map {'k': [range]} as map from range(10)")]
    [InlineData("select range as id, [{'a': range, 'b': 'row ' || range}, {'a': range + 1, 'b': null}][2:] as items, map {'k': range(range % 5)} as map from range(5000)")]
    [InlineData("select range as id, list_reverse(list_transform(range(range % 7), lambda x: {'a': x, 'b': 'x' || x})) as items, map_from_entries([('a', [range]), ('b', null)]) as map from range(2500)")]
    [InlineData("select t.range as id, u.items, u.map from range(4000) t join (select range as r, [{'a': range, 'b': 'joined ' || range}] as items, map {'m' || range: [range, null]} as map from range(50)) u on t.range % 50 = u.r order by 1")]
    [InlineData("select range % 10 as id, list({'a': range, 'b': 'grouped ' || range} order by range) as items, map {'n': list(range order by range)} as map from range(30000) group by 1 order by 1")]
    [InlineData("select range as id, case when range % 3 = 0 then null else [case when range % 2 = 0 then {'a': range, 'b': 'q'} end] end as items, case when range % 4 = 0 then null else map {'k': case when range % 5 = 0 then null else [range] end} end as map from range(3000)")]
    [InlineData("select range as id, list_filter([{'a': range, 'b': 'f'}, null], lambda x: x is not null) as items, map() as map from range(3000) where range % 3 = 1")]
    [InlineData("select u.a as id, [u] as items, map {'k': [u.a]} as map from (select unnest([{'a': range, 'b': 'u' || range}, {'a': range + 7, 'b': null}]) as u from range(2100)) order by u.a, u.b")]
    [InlineData("select range as id, [{'a': 1, 'b': 'const'}, {'a': range, 'b': 'const'}] as items, map {'k': [1, 2, 3]} as map from range(3) union all select 9, null, null")]
    [InlineData("select range as id, lag([{'a': range, 'b': 'window'}]) over (order by range) as items, last_value(map {'k': [range]}) over (order by range) as map from range(3000)")]
    [InlineData("select range as id, list_resize([{'a': range, 'b': 'r'}], range % 4) as items, null as map from range(100)")]
    public void What_a_query_gives_is_what_a_table_of_it_gives(string sql)
    {
        var codec = RowCodecs.Get<Shaped>();
        var typed = $"select {string.Join(", ", codec.Schema.Columns.Select(column => $"cast({column.Name} as {DuckDbDialect.Instance.TypeName(column.Type)}) as {column.Name}"))} from ({sql})";
        _connection.Execute($"create table kept as {typed}");

        var read = Read(typed, codec);

        read.Count.ShouldBe((int)(long)_connection.Query("select count(*) from kept")[0][0]!);
        read.ShouldBe(Read("select * from kept", codec));
        read[0].ShouldBe(Expected(), "the text of DuckDB's own");
    }

    private string Expected()
    {
        var first = _connection.Query("""
            select id::varchar, coalesce('[' || list_aggregate(list_transform(items, lambda x: case when x is null then 'null' else '(A = ' || x.a || ', B = ' || coalesce('''' || x.b || '''', 'null') || ')' end), 'string_agg', ', ') || ']', case when items is null then 'null' else '[]' end) from kept limit 1
            """)[0];
        return $"{first[0]} {first[1]}";
    }

    private List<string> Read(string sql, RowCodec<Shaped> codec)
    {
        var all = new List<string>();
        var reader = new DuckDbBatchReader(codec.Schema, "the query");
        var rows = new Shaped[RowCodec.BatchSize];
        using var statement = _connection.Prepare(sql);
        using var stream = statement.Stream(CancellationToken.None);
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            all.AddRange(rows.Take(reader.Read(chunk, codec, rows)).Select(row => all.Count == 0 ? $"{row.Id} {Content.Of(row.Items)}" : Content.Of(row)));
        }

        return all;
    }
}

[Contract]
internal sealed record Shaped(long Id, IReadOnlyList<Item?>? Items, IReadOnlyDictionary<string, long?[]?>? Map);

[Contract]
internal sealed record Item(long A, string? B);
