using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Tests.Interop;

public sealed class QueryTests : IDisposable
{
    private const string Endless = "select count(*) from range(1e12::bigint) a";

    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOpenOptions());
    private readonly DuckDbConnection _connection;

    public QueryTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<string, object?> Values => new()
    {
        { "BOOLEAN", true },
        { "TINYINT", (sbyte)-128 },
        { "SMALLINT", short.MinValue },
        { "INTEGER", int.MinValue },
        { "BIGINT", long.MinValue },
        { "UTINYINT", byte.MaxValue },
        { "USMALLINT", ushort.MaxValue },
        { "UINTEGER", uint.MaxValue },
        { "UBIGINT", ulong.MaxValue },
        { "HUGEINT", Int128.MaxValue },
        { "UHUGEINT", UInt128.MaxValue },
        { "HUGEINT", -(Int128)ulong.MaxValue },
        { "FLOAT", float.Epsilon },
        { "DOUBLE", double.MaxValue },
        { "DECIMAL(4,2)", -12.34m },
        { "DECIMAL(9,2)", -1234567.89m },
        { "DECIMAL(18,2)", -1234567890123456.78m },
        { "DECIMAL(38,10)", -792281625142643375.9354395033m },
        { "DATE", new DateOnly(1, 1, 1) },
        { "DATE", new DateOnly(9999, 12, 31) },
        { "TIME", new TimeOnly(23, 59, 59, 999, 999) },
        { "TIMESTAMP", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Unspecified) },
        { "TIMESTAMPTZ", new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.Zero) },
        { "UUID", Guid.Parse("01234567-89ab-cdef-0123-456789abcdef") },
        { "UUID", Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff") },
        { "VARCHAR", "" },
        { "VARCHAR", "short" },
        { "VARCHAR", "a text that does not fit into twelve bytes" },
        { "VARCHAR", "emoji 🦆 and é" },
        { "VARCHAR", "with\0NUL" },
        { "BLOB", new byte[] { 0, 1, 255 } },
        { "INTEGER", null },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_parameter_comes_back_as_it_was(string type, object? value) =>
        _connection.Query($"select $1::{type}", value)[0][0].ShouldBe(value);

    [Fact]
    public void Columns_are_known_before_a_statement_runs()
    {
        using var statement = _connection.Prepare("select sum(1::decimal(12,2)) as total, count(*) as n, [1, 2] as list, 'a'::enum('a', 'b') as e where $1::int = 1");
        statement.ParameterCount.ShouldBe(1);
        statement.Columns.Select(column => $"{column.Name} {column.Type}")
            .ShouldBe(["total DECIMAL(38,2)", "n BIGINT", "list INTEGER[]", "e ENUM"]);
    }

    [Fact]
    public void A_wrong_query_says_what_and_where()
    {
        var error = Should.Throw<DuckDbException>(() => _connection.Prepare("select a\nfrom nowhere"));
        error.Kind.ShouldBe(DuckDbErrorKind.Catalog);
        error.Message.ShouldContain("LINE 2");
    }

    [Fact]
    public void A_query_with_a_NUL_is_refused() =>
        Should.Throw<DuckDbException>(() => _connection.Execute("select 1; \0 drop table t"));

    [Fact]
    public void An_error_in_the_middle_of_a_stream_is_not_its_end()
    {
        using var statement = _connection.Prepare("select (case when range = 500000 then 'x' else '1' end)::int from range(1000000)");
        using var stream = statement.Stream(CancellationToken.None);
        Should.Throw<DuckDbException>(() => Drain(stream)).Kind.ShouldBe(DuckDbErrorKind.Conversion);
        Should.Throw<DuckDbException>(() => stream.Next(CancellationToken.None)).Kind.ShouldBe(DuckDbErrorKind.Conversion, "asked again, it says the same");
    }

    [Fact]
    public void A_stream_that_only_tells_of_an_interruption_gives_the_error_behind_it()
    {
        using (var statement = _connection.Prepare("select (case when range = 500000 then 'x' else '1' end)::int from range(1000000)"))
        using (var stream = statement.Stream(CancellationToken.None))
        {
            Should.Throw<DuckDbException>(() => DrainInterrupted(stream)).Kind.ShouldBe(DuckDbErrorKind.Conversion);
        }

        _connection.Query("select 1")[0][0].ShouldBe(1);
    }

    [Theory]
    [InlineData("select (case when range = 500000 then 'x' else '1' end)::int from range(1000000)", "Conversion Error")]
    [InlineData("select range from range(1000000)", "The query was interrupted although nobody cancelled it, and its transaction is aborted. Roll it back and run it again;")]
    [InlineData("select (case when range = 500000 then 'x' else '1' end)::int from range(1000000), made", "The query was interrupted although nobody cancelled it, and its transaction is aborted.")]
    public void A_transaction_in_which_a_stream_was_interrupted_is_aborted_until_it_is_rolled_back(string sql, string message)
    {
        _connection.Execute("create table kept (i int); begin; insert into kept values (1); create table made as select 1 as i");
        using (var statement = _connection.Prepare(sql))
        using (var stream = statement.Stream(CancellationToken.None))
        {
            Should.Throw<DuckDbException>(() => DrainInterrupted(stream)).Message.ShouldStartWith(message);
        }

        Should.Throw<DuckDbException>(() => _connection.Execute("insert into kept values (2)")).Message.ShouldContain("aborted");
        _connection.Execute("rollback");
        _connection.Query("select count(*) from kept")[0][0].ShouldBe(0L);
    }

    [Fact]
    public void An_interruption_without_an_error_or_a_cancellation_says_what_to_do()
    {
        using var statement = _connection.Prepare("select range from range(3000000)");
        using var stream = statement.Stream(CancellationToken.None);
        Should.Throw<DuckDbException>(() => DrainInterrupted(stream)).Message.ShouldStartWith("The query was interrupted although nobody cancelled it");
    }

    [Fact]
    public void A_stream_gives_every_row_once()
    {
        using var statement = _connection.Prepare("select range from range(1000000)");
        using var stream = statement.Stream(CancellationToken.None);
        long expected = 0;
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                foreach (var value in chunk.Vector(0).Values<long>(chunk.Count))
                {
                    value.ShouldBe(expected++);
                }
            }
        }

        expected.ShouldBe(1_000_000);
    }

    [Fact]
    public void A_stream_disposed_early_ends_its_query_and_frees_the_connection()
    {
        using var statement = _connection.Prepare("select range from range(1e12::bigint)");
        var watch = Stopwatch.StartNew();
        using (var stream = statement.Stream(CancellationToken.None))
        {
            stream.Next(CancellationToken.None)!.Dispose();
        }

        watch.ElapsedMilliseconds.ShouldBeLessThan(5000, "an idle machine takes milliseconds");
        _connection.Query("select 1")[0][0].ShouldBe(1);
    }

    [Fact]
    public void A_connection_with_an_open_stream_takes_nothing_else()
    {
        using var statement = _connection.Prepare("select range from range(100000)");
        using var stream = statement.Stream(CancellationToken.None);
        Should.Throw<InvalidOperationException>(() => _connection.Execute("select 1"));
        Should.Throw<InvalidOperationException>(() => _connection.Prepare("select 1"));
        Drain(stream).ShouldBe(100_000);
    }

    [Fact]
    public void Two_connections_stream_side_by_side()
    {
        using var other = _database.Connect();
        using var first = _connection.Prepare("select range from range(10000)");
        using var second = other.Prepare("select range from range(10000)");
        using var left = first.Stream(CancellationToken.None);
        using var right = second.Stream(CancellationToken.None);
        for (var i = 0; i < 5; i++)
        {
            using var a = left.Next(CancellationToken.None)!;
            using var b = right.Next(CancellationToken.None)!;
            a.Vector(0).Values<long>(a.Count).ToArray().ShouldBe(b.Vector(0).Values<long>(b.Count).ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_long_query_ends_soon_after_it_is_cancelled(int delay)
    {
        using var cancellation = new CancellationTokenSource(delay);
        var watch = Stopwatch.StartNew();
        using var statement = _connection.Prepare(Endless);
        await Should.ThrowAsync<OperationCanceledException>(Task.Run(() => statement.Execute(cancellation.Token)));
        watch.ElapsedMilliseconds.ShouldBeLessThan(5000, "an idle machine takes milliseconds, a busy one must first get to it");
        _connection.Query("select 1")[0][0].ShouldBe(1, "the connection is good for the next query");
    }

    [Fact]
    public async Task Waiting_for_the_first_rows_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource(50);
        using var statement = _connection.Prepare(Endless);
        await Should.ThrowAsync<OperationCanceledException>(Task.Run(() =>
        {
            using var stream = statement.Stream(cancellation.Token);
            stream.Next(cancellation.Token);
        }));
    }

    [Fact]
    public void A_token_cancelled_after_a_query_does_not_touch_the_next()
    {
        using var cancellation = new CancellationTokenSource();
        using (var statement = _connection.Prepare("select 1"))
        {
            statement.Execute(cancellation.Token);
        }

        cancellation.Cancel();
        _connection.Query("select sum(range) from range(1000000)")[0][0].ShouldBe((Int128)499999500000);
    }

    // What a failing thread of DuckDB does to the others.
    private void DrainInterrupted(DuckDbStream stream)
    {
        DuckDbDataChunk? chunk;
        do
        {
            DuckDbNative.Interrupt(_connection.Handle);
            chunk = stream.Next(CancellationToken.None);
            chunk?.Dispose();
        }
        while (chunk is not null);
    }

    private static long Drain(DuckDbStream stream)
    {
        long rows = 0;
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                rows += chunk.Count;
            }
        }

        return rows;
    }
}
