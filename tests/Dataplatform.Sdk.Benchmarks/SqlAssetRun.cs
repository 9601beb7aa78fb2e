using System.Diagnostics;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>A SQL asset, staged and published, against the same query sent by hand into a typed table, both in files; without data versions, which have a measurement of their own.</summary>
internal static class SqlAssetRun
{
    private const int Rounds = 9;
    private static readonly AssetKey Source = new("bench/source");
    private static readonly AssetKey Sums = new("bench/sums");

    // About a second of two cores: a hash aggregate of many groups, and a sort.
    private const string Query = """
        select min(id) as id, avg(price) as price, max(traded_at) as traded_at, symbol || '/' || (id % 1600000) as symbol
        from source group by all order by symbol
        """;

    private const string Rows = "select range as id, range / 7.0 as price, timestamp '2024-01-01' + to_seconds(range) as traded_at, 'SYM' || (range % 5) as symbol from range(7000000)";

    public static async Task MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sql-").FullName;
        try
        {
            await using var store = new DuckDbAssetStore(Path.Combine(folder, "store.duckdb"), new DuckDbOptions { DataVersions = false });
            await store.OpenAsync(CancellationToken.None);
            await PublishAsync(store, Source, Rows, isInput: false);
            using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path.Combine(folder, "raw.duckdb") });
            using var connection = database.Connect();
            connection.Execute("set global TimeZone = 'UTC'");
            const string Columns = "(id bigint not null, price double not null, traded_at timestamp not null, symbol varchar not null)";
            connection.Execute($"create table source {Columns}");
            connection.Execute($"insert into source by name {Rows}");
            var (byHand, asset) = (new List<double>(), new List<double>());
            for (var round = -1; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                connection.Execute("begin");
                connection.Execute($"create or replace table sums {Columns}");
                connection.Execute($"insert into sums by name {Query}");
                connection.Execute("commit");
                var first = watch.Elapsed.TotalSeconds;
                watch.Restart();
                await PublishAsync(store, Sums, Query, isInput: true);
                if (round >= 0)
                {
                    byHand.Add(first);
                    asset.Add(watch.Elapsed.TotalSeconds);
                }
            }

            byHand.Sort();
            asset.Sort();
            Console.WriteLine($"| the same query, median of {Rounds} (fastest) | s | ratio |");
            Console.WriteLine("|---|---|---|");
            Console.WriteLine(FormattableString.Invariant($"| sent by hand into a typed table | {byHand[Rounds / 2]:0.000} ({byHand[0]:0.000}) | 1.00 |"));
            Console.WriteLine(FormattableString.Invariant($"| a SQL asset: bound, staged, checked, published | {asset[Rounds / 2]:0.000} ({asset[0]:0.000}) | {asset[Rounds / 2] / byHand[Rounds / 2]:0.00} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(DuckDbAssetStore store, AssetKey key, string query, bool isInput)
    {
        await using var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), key.Path), CancellationToken.None);
        if (isInput)
        {
            await session.BindAsync(new InputBinding.Published(Source, "source"), CancellationToken.None);
        }

        var staged = await session.StageQueryAsync(new StageTarget(key), RowCodecs.Get<Trade>().Schema, new SqlQuery(query, []), CancellationToken.None);
        await session.PublishAsync([staged], CancellationToken.None);
    }
}
