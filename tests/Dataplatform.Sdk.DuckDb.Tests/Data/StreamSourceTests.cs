using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Data;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

/// <summary>C# streams as views of a connection.</summary>
public sealed class StreamSourceTests : IDisposable
{
    private readonly DuckDbConnection _connection = new();

    public StreamSourceTests()
    {
        RowCodecs.Register(Order.Codec);
        _connection.Open();
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(100_000)]
    public void Every_row_arrives_once(int count)
    {
        _connection.RegisterStream("orders", Some(count));
        Scalar("select count(*) from orders").ShouldBe((long)count);
        Scalar("select coalesce(sum(order_id), 0)::bigint from orders").ShouldBe((long)count * (count + 1) / 2);
        Scalar("select count(distinct note) from orders").ShouldBe((long)(count + 1) / 2);
    }

    [Fact]
    public void Values_arrive_unchanged_also_those_that_are_long_or_missing()
    {
        Order[] rows = [new(1, 1.5m, null), new(2, -0.0000000001m, new string('ü', 3000)), new(3, 0, "a\0b"), new(4, 0, "")];
        _connection.RegisterStream("orders", rows);
        using var command = new DuckDbCommand("select amount, note, order_id from orders order by order_id", _connection);
        using var reader = command.ExecuteReader();
        foreach (var row in rows)
        {
            reader.Read().ShouldBeTrue();
            new Order(reader.GetInt64(2), reader.GetDecimal(0), reader.GetFieldValue<object>(1) as string).ShouldBe(row);
        }
    }

    [Fact]
    public void Rows_stay_as_they_are_where_DuckDB_keeps_them()
    {
        _connection.RegisterStream("orders", Some(50_000, "a note that does not fit into twelve bytes, of order "));
        Execute("create table kept as select * from orders order by note desc");
        Scalar("select count(*) from kept k join orders o using (order_id) where k.note is not distinct from o.note and k.amount = o.amount").ShouldBe(50_000L);
        Scalar("select string_agg(note, '' order by order_id) = (select string_agg(note, '' order by order_id) from kept) from orders").ShouldBe(true);
    }

    [Fact]
    public void Each_reading_takes_the_rows_anew()
    {
        var readings = 0;
        _connection.RegisterStream("orders", Counted());
        Scalar("select count(*) from orders a join orders b using (order_id)").ShouldBe(10_000L);
        readings.ShouldBe(2);
        Scalar("select count(*) from orders").ShouldBe(10_000L);
        readings.ShouldBe(3);

        async IAsyncEnumerable<Order> Counted()
        {
            Interlocked.Increment(ref readings);
            foreach (var order in Some(10_000))
            {
                yield return order;
            }

            await Task.CompletedTask;
        }
    }

    [Fact]
    public void What_the_stream_throws_is_what_the_query_throws()
    {
        _connection.RegisterStream("orders", Failing(3000));
        var error = Should.Throw<ArithmeticException>(() => Scalar("select count(*) from orders"));
        error.Message.ShouldBe("my own");
        error.StackTrace!.ShouldContain(nameof(Failing));
        Scalar("select 1").ShouldBe(1);
        _connection.RegisterStream("orders", Some(1));
        Scalar("select count(*) from orders").ShouldBe(1L);
    }

    [Fact]
    public void A_row_that_breaks_its_contract_is_named()
    {
        _connection.RegisterStream("orders", [new Order(1, 79_228_162_514_264_337_593m, null)]);
        Should.Throw<OverflowException>(() => Scalar("select sum(amount) from orders"));
    }

    [Fact]
    public void A_stream_that_is_not_read_does_not_begin()
    {
        var begun = false;
        _connection.RegisterStream("orders", Begun());
        using (var command = new DuckDbCommand("select * from orders", _connection))
        {
            command.Prepare();
        }

        Scalar("select 1 from orders limit 0").ShouldBeNull();
        begun.ShouldBeFalse();

        async IAsyncEnumerable<Order> Begun()
        {
            begun = true;
            await Task.CompletedTask;
            yield break;
        }
    }

    [Fact]
    public void A_query_that_needs_no_more_rows_ends_its_stream()
    {
        var ended = false;
        _connection.RegisterStream("orders", Endless(() => ended = true));
        Scalar("select order_id from orders limit 1").ShouldBe(1L);
        ended.ShouldBeTrue("the stream is disposed when the query is over");
    }

    [Fact]
    public void A_reader_that_is_closed_early_ends_its_stream()
    {
        var ended = false;
        _connection.RegisterStream("orders", Endless(() => ended = true));
        using (var command = new DuckDbCommand("select order_id from orders", _connection))
        using (var reader = command.ExecuteReader())
        {
            for (var i = 1; i <= 5000; i++)
            {
                reader.Read().ShouldBeTrue();
                reader.GetInt64(0).ShouldBe(i);
            }
        }

        ended.ShouldBeTrue();
        Scalar("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task A_query_that_waits_for_a_stream_is_cancelled_within_a_second()
    {
        var waiting = new TaskCompletionSource();
        var ended = false;
        _connection.RegisterStream("orders", Waiting(waiting, () => ended = true));
        using var cancellation = new CancellationTokenSource();
        await using var command = new DuckDbCommand("select count(*) from orders", _connection);
        var running = command.ExecuteScalarAsync(cancellation.Token);
        await waiting.Task;
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        ended.ShouldBeTrue();
        Scalar("select 1").ShouldBe(1);
    }

    [Fact]
    public void A_query_that_waits_for_a_stream_has_its_timeout()
    {
        _connection.RegisterStream("orders", Waiting(new TaskCompletionSource(), () => { }));
        using var command = new DuckDbCommand("select count(*) from orders", _connection) { CommandTimeout = 1 };
        Should.Throw<DuckDbException>(() => command.ExecuteScalar()).InnerException.ShouldBeOfType<TimeoutException>();
        Scalar("select 1").ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_stream_may_read_the_same_database_itself(int threads)
    {
        var name = $"Data Source=:memory:{Guid.NewGuid():N};threads={threads}";
        await using var outer = new DuckDbConnection(name);
        await outer.OpenAsync();
        await using (var create = new DuckDbCommand("create table t as select range as x from range(100000)", outer))
        {
            await create.ExecuteNonQueryAsync();
        }

        outer.RegisterStream("orders", FromTable());
        await using var command = new DuckDbCommand("select count(*) from orders a join orders b using (order_id) join t on t.x = a.order_id", outer);
        (await command.ExecuteScalarAsync()).ShouldBe(100_000L);

        async IAsyncEnumerable<Order> FromTable([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using var inner = new DuckDbConnection(name);
            await inner.OpenAsync(cancellationToken);
            await using var rows = new DuckDbCommand("select x from t where x in (select x from t) order by x desc", inner);
            await using var reader = await rows.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                yield return new Order(reader.GetInt64(0), 1, null);
            }
        }
    }

    [Fact]
    public async Task Many_queries_wait_for_their_streams_at_once_without_starving_them()
    {
        var name = $"Data Source=:memory:{Guid.NewGuid():N}";
        await using var first = new DuckDbConnection(name);
        await first.OpenAsync();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            await using var connection = new DuckDbConnection(name);
            await connection.OpenAsync();
            connection.RegisterStream("orders", Yielding(5000 + i));
            await using var command = new DuckDbCommand("select count(*) from orders", connection);
            (await command.ExecuteScalarAsync()).ShouldBe(5000L + i);
        }));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "threads of the pool would be added one a second");
    }

    [Fact]
    public async Task A_stream_runs_only_a_little_ahead_of_its_reader()
    {
        var taken = 0;
        _connection.RegisterStream("orders", Counting());
        await using var command = new DuckDbCommand("select order_id from orders", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        for (var read = 1; read <= 300_000; read++)
        {
            (await reader.ReadAsync(CancellationToken.None)).ShouldBeTrue();
            (Volatile.Read(ref taken) - read).ShouldBeLessThan(150_000, "what DuckDB buffers for a reader, and two batches");
        }

        async IAsyncEnumerable<Order> Counting()
        {
            for (var i = 0; ; i++)
            {
                Volatile.Write(ref taken, i);
                yield return new Order(i, 0, null);
                if (i % 1000 == 0)
                {
                    await Task.Yield();
                }
            }
        }
    }

    [Fact]
    public void A_stream_that_is_taken_away_is_gone()
    {
        _connection.RegisterStream("orders", Some(1));
        _connection.UnregisterStream("ORDERS");
        _connection.UnregisterStream("orders");
        Should.Throw<DuckDbException>(() => Scalar("from orders")).Message.ShouldContain("orders does not exist");
    }

    [Fact]
    public void Names_are_quoted_and_types_must_be_contracts()
    {
        _connection.RegisterStream("my \"orders\"", Some(3));
        Scalar("select count(*) from \"my \"\"orders\"\"\"").ShouldBe(3L);
        Should.Throw<DataplatformException>(() => _connection.RegisterStream("x", [new object()])).Message.ShouldContain("not a data contract");
    }

    [Fact]
    public void A_read_only_database_reads_streams_too()
    {
        using var folder = new TemporaryFolder();
        var file = $"Data Source={folder.File("w.duckdb")}";
        using (var writing = new DuckDbConnection(file))
        {
            writing.Open();
        }

        using var reading = new DuckDbConnection(file + ";Read Only=true");
        reading.Open();
        reading.RegisterStream("orders", Some(3));
        using var command = new DuckDbCommand("select count(*) from orders", reading);
        command.ExecuteScalar().ShouldBe(3L);
    }

    private static IEnumerable<Order> Some(int count, string note = "note ") =>
        Enumerable.Range(1, count).Select(i => new Order(i, i, i % 2 == 0 ? null : note + i));

    private static async IAsyncEnumerable<Order> Yielding(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 100 == 0)
            {
                await Task.Yield();
            }

            yield return new Order(i, 0, null);
        }
    }

    private static async IAsyncEnumerable<Order> Failing(int after)
    {
        for (var i = 0; i < after; i++)
        {
            yield return new Order(i, 0, null);
        }

        await Task.Yield();
        throw new ArithmeticException("my own");
    }

    private static async IAsyncEnumerable<Order> Endless(Action ended)
    {
        try
        {
            for (var i = 1; ; i++)
            {
                yield return new Order(i, 0, null);
                if (i % 1000 == 0)
                {
                    await Task.Yield();
                }
            }
        }
        finally
        {
            ended();
        }
    }

    private static async IAsyncEnumerable<Order> Waiting(TaskCompletionSource waiting, Action ended, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return new Order(1, 0, null);
            waiting.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
        finally
        {
            ended();
        }
    }

    private void Execute(string sql)
    {
        using var command = new DuckDbCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = new DuckDbCommand(sql, _connection);
        return command.ExecuteScalar();
    }
}
