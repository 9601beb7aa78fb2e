using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Streams;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>Queries over a table of another database: the rows copied into a table first, against the query that reads the stream itself.</summary>
internal static class StreamRun
{
    private const int Rows = 5_000_000;
    private const int Rounds = 5;

    private static readonly (string Name, string Query)[] Queries =
    [
        ("count", "select count(*) from rows"),
        ("one scan, two of four columns", "select count(*) from (select symbol, sum(price) as total from rows group by symbol) where total > 0"),
        ("two scans, all columns", "select count(*), sum(a.price - m.average), max(a.traded_at), max(a.id) from rows a join (select symbol, avg(price) as average from rows group by symbol) m using (symbol)"),
        ("three scans, all columns", "select count(*), max(a.traded_at), sum(b.price), max(c.symbol) from rows a join rows b using (id) join rows c using (id)"),
    ];

    public static async Task MeasureAsync()
    {
        using var far = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var here = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = here.Connect();
        using (var filling = far.Connect())
        {
            filling.Execute($"create table trades as select range as id, range / 7.0::double as price, timestamp '2024-01-01' + to_seconds(range) as traded_at, case when range % 4 = 0 then 'a longer name, number ' else 'SYM' end || (range % 5000) as symbol from range({Rows})");
        }

        var codec = RowCodecs.Get<Trade>();
        var source = new RelationSource<Trade>(far.Connect, "trades", codec, "the benchmark");
        var stream = StreamSet.Of(here, connection).Add(codec, source.ReadAsync(limit: null, CancellationToken.None));
        Console.WriteLine($"| {Rows:N0} rows, median of {Rounds} | copied, s | of which the query | streamed, s | ratio | streamed into a temporary table, s | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, query) in Queries)
        {
            var (copied, asked, streamed, kept) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = -1; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                connection.Execute("create or replace table copy (id bigint not null, price double not null, traded_at timestamp not null, symbol varchar not null)");
                connection.Execute("create or replace temp view rows as from copy");
                await RowAppender.AppendAsync(connection, "main", "copy", codec, source.ReadAsync(limit: null, CancellationToken.None), CancellationToken.None);
                var start = watch.Elapsed;
                var expected = await AskAsync(connection, query);
                var copy = watch.Elapsed;
                connection.Execute("drop table copy");

                watch.Restart();
                connection.Execute($"create or replace temp view rows as from {StreamSet.Relation(stream)}");
                var answer = await AskAsync(connection, query);
                var once = watch.Elapsed;

                watch.Restart();
                connection.Execute("drop view rows");
                await connection.RunAsync(() => connection.Execute($"create temp table kept as from {StreamSet.Relation(stream)}"), CancellationToken.None);
                connection.Execute("create temp view rows as from kept");
                answer += await AskAsync(connection, query);
                var keep = watch.Elapsed;
                connection.Execute("drop view rows; drop table kept");
                if (answer != 2 * expected)
                {
                    throw new InvalidOperationException("the stream gives another answer");
                }

                if (round >= 0)
                {
                    copied.Add(copy.TotalSeconds);
                    asked.Add((copy - start).TotalSeconds);
                    streamed.Add(once.TotalSeconds);
                    kept.Add(keep.TotalSeconds);
                }
            }

            Console.WriteLine(FormattableString.Invariant($"| {name} | {Median(copied):0.00} | {Median(asked):0.00} | {Median(streamed):0.00} | {Median(streamed) / Median(copied):0.00} | {Median(kept):0.00} | {Median(kept) / Median(copied):0.00} |"));
        }
    }

    private static Task<long> AskAsync(DuckDbConnection connection, string query) =>
        connection.RunAsync(() => (long)connection.Query(query)[0][0]!, CancellationToken.None);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
