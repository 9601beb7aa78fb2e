using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>Typed append and typed read of 10 M rows against loops by hand over the C API, and against DuckDB's own copy of the table.</summary>
internal static class DataRun
{
    private const int Rows = 10_000_000;
    private const int Distinct = 100_000;
    private const int Rounds = 7;

    private static readonly Trade[] Source = [.. Enumerable.Range(0, Distinct).Select(Make)];

    public static async Task MeasureAsync()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute(Empty("whole"));
        TradeLoop.Append(connection, "whole", RowsOfAll());
        List<(string Name, Func<Task> Work, List<double> Times, long Bytes)> works =
        [
            ("append by hand, of `IEnumerable<T>`", () => Sync(() => TradeLoop.Append(connection, "target", RowsOfAll())), [], 0),
            ("append, typed, of `IEnumerable<T>`", async () => await RowAppender.AppendAsync(connection, "main", "target", RowCodecs.Get<Trade>(), new EnumeratedRows<Trade>(RowsOfAll(), null, CancellationToken.None), CancellationToken.None), [], 0),
            ("append by hand, of `IAsyncEnumerable<T>`", async () => await TradeLoop.AppendAsync(connection, "target", StreamOfAll()), [], 0),
            ("append, typed, of `IAsyncEnumerable<T>`", async () => await RowAppender.AppendAsync(connection, "main", "target", RowCodecs.Get<Trade>(), StreamOfAll(), CancellationToken.None), [], 0),
            ("`create table as` in DuckDB", () => Sync(() => connection.Execute("create or replace table target as select * from whole")), [], 0),
            ("read by hand", () => Sync(() => Check(TradeLoop.Read(connection, "whole"))), [], 0),
            ("read, typed, in batches", async () => Check(await SumBatchesAsync(new RelationSource<Trade>(database.Connect, "whole", RowCodecs.Get<Trade>(), "the benchmark"))), [], 0),
            ("read, typed, as `IAsyncEnumerable<T>`", async () => Check(await SumAsync(new RelationSource<Trade>(database.Connect, "whole", RowCodecs.Get<Trade>(), "the benchmark"))), [], 0),
        ];
        for (var round = -1; round < Rounds; round++)
        {
            for (var turn = 0; turn < works.Count; turn++)
            {
                // Each round begins with another one: what ran before leaves warm memory, or none.
                var i = (turn + round + 1) % works.Count;
                connection.Execute(Empty("target"));
                GC.Collect();
                var (name, work, times, _) = works[i];
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var watch = Stopwatch.StartNew();
                await work();
                if (round >= 0)
                {
                    times.Add(watch.Elapsed.TotalSeconds);
                }

                works[i] = (name, work, times, GC.GetTotalAllocatedBytes(precise: true) - allocated);
            }
        }

        Print(works);
    }

    private static void Print(List<(string Name, Func<Task> Work, List<double> Times, long Bytes)> works)
    {
        Console.WriteLine($"| {Rows:N0} rows, median of {Rounds} | s | million rows/s | ratio to the loop by hand | bytes allocated a row |");
        Console.WriteLine("|---|---|---|---|---|");
        var medians = works.Select(work => work.Times.Order().ElementAt(Rounds / 2)).ToArray();
        for (var i = 0; i < works.Count; i++)
        {
            // Each way to write against the loop by hand over the same source; DuckDB's own copy against the first.
            var baseline = medians[i switch { 0 or 1 or 4 => 0, 2 or 3 => 2, _ => 5 }];
            Console.WriteLine(FormattableString.Invariant(
                $"| {works[i].Name} | {medians[i]:0.00} | {Rows / medians[i] / 1e6:0.0} | {medians[i] / baseline:0.00} | {(double)works[i].Bytes / Rows:0.0} |"));
        }
    }

    private static string Empty(string table) =>
        $"create or replace table {table} (id bigint not null, price double not null, traded_at timestamp not null, symbol varchar not null)";

    private static Trade Make(int i) => new(
        i, i / 7.0, new DateTime(2024, 1, 1).AddSeconds(i), FormattableString.Invariant(i % 4 == 0 ? $"a longer name, number {i}" : (FormattableString)$"SYM{i % 5000}"));

    private static IEnumerable<Trade> RowsOfAll()
    {
        for (var i = 0; i < Rows; i++)
        {
            yield return Source[i % Distinct];
        }
    }

    private static async IAsyncEnumerable<Trade> StreamOfAll()
    {
        for (var i = 0; i < Rows; i++)
        {
            yield return Source[i % Distinct];
        }

        await ValueTask.CompletedTask;
    }

    private static Task Sync(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private static async Task<long> SumAsync(RelationSource<Trade> source)
    {
        long sum = 0;
        await foreach (var row in source.ReadAsync(limit: null, CancellationToken.None))
        {
            sum += row.Id + row.Symbol.Length;
        }

        return sum;
    }

    private static async Task<long> SumBatchesAsync(RelationSource<Trade> source)
    {
        long sum = 0;
        await foreach (var batch in source.ReadBatchesAsync(CancellationToken.None))
        {
            foreach (var row in batch.Span)
            {
                sum += row.Id + row.Symbol.Length;
            }
        }

        return sum;
    }

    private static void Check(long sum)
    {
        if (sum != RowsOfAll().Sum(row => row.Id + row.Symbol.Length))
        {
            throw new InvalidOperationException("the rows are not those that were written");
        }
    }
}
