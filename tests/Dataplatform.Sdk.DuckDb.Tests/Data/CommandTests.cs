using System.Data;
using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Data;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

public sealed class CommandTests : IDisposable
{
    private const string Endless = "select count(*) from range(1e12::bigint)";

    private readonly DuckDbConnection _connection = new();

    public CommandTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("select $1 - $2")]
    [InlineData("select ? - ?")]
    [InlineData("select $2 * 0 + $1 - $2")]
    public void Values_without_names_are_taken_in_order(string sql)
    {
        using var command = Command(sql);
        command.Parameters.Add(new DuckDbParameter(7));
        command.Parameters.Add(new DuckDbParameter(2));
        command.ExecuteScalar().ShouldBe(5);
    }

    [Fact]
    public void An_at_sign_that_names_no_parameter_stays_an_operator()
    {
        using var command = Command("select (@x) + @y from (select -2 as x)");
        command.Parameters.AddWithValue("y", 1);
        command.ExecuteScalar().ShouldBe(3);
    }

    [Theory]
    [InlineData("select $missing", "'$missing'")]
    [InlineData("select ?, ?", "position 2")]
    public void A_parameter_without_a_value_is_named(string sql, string said)
    {
        using var command = Command(sql);
        command.Parameters.AddWithValue("other", 1);
        Should.Throw<DuckDbException>(() => command.ExecuteScalar()).Message.ShouldContain(said);
    }

    [Fact]
    public void An_explicit_type_turns_the_value()
    {
        using var command = Command("select typeof($a) || ' ' || typeof($b) || ' ' || typeof($c)");
        command.Parameters.Add(new DuckDbParameter("a", new DateTime(2024, 1, 31, 12, 0, 0, DateTimeKind.Unspecified)) { DbType = DbType.Date });
        command.Parameters.Add(new DuckDbParameter("b", new TimeSpan(1, 2, 3)) { DbType = DbType.Time });
        command.Parameters.Add(new DuckDbParameter("c", 1) { DbType = DbType.Double });
        command.ExecuteScalar().ShouldBe("DATE TIME DOUBLE");
    }

    [Fact]
    public void Statements_run_in_order_and_each_sees_what_those_before_it_did()
    {
        using var command = Command("create table t(x int); insert into t values (1), (2); update t set x = x + $by where x > 1; select sum(x)::int from t");
        command.Parameters.AddWithValue("by", 10);
        command.ExecuteScalar().ShouldBe(13);
    }

    [Fact]
    public void The_rows_that_changed_are_counted()
    {
        Execute("create table t(x int)").ShouldBe(-1);
        Execute("insert into t select * from range(10)").ShouldBe(10);
        Execute("update t set x = 0 where x < 3; delete from t where x = 0").ShouldBe(6);
        Execute("select * from t").ShouldBe(-1);
    }

    [Fact]
    public void What_stands_behind_the_rows_runs_when_the_reader_is_closed()
    {
        using (var command = Command("create table t(x int); select * from range(100000); insert into t values (1)"))
        using (var reader = command.ExecuteReader())
        {
            reader.Read().ShouldBeTrue();
        }

        Scalar("select count(*) from t").ShouldBe(1L);
    }

    [Fact]
    public void An_insert_that_returns_rows_is_done_even_if_they_are_not_read()
    {
        Execute("create table t(x int)");
        using (var command = Command("insert into t select * from range(50000) returning x"))
        using (var reader = command.ExecuteReader())
        {
            reader.Read().ShouldBeTrue();
        }

        Scalar("select count(*) from t").ShouldBe(50_000L);
    }

    [Fact]
    public void A_wrong_statement_is_found_before_any_runs()
    {
        Should.Throw<DuckDbException>(() => Execute("create table t(x int); selekt 1")).Message.ShouldContain("syntax error");
        Should.Throw<DuckDbException>(() => Scalar("select count(*) from t")).Message.ShouldContain("Table with name t does not exist");
    }

    [Fact]
    public void A_failing_statement_ends_the_command_and_the_connection_goes_on()
    {
        Should.Throw<DuckDbException>(() => Execute("create table t(x int); select 'a'::int; drop table t"));
        Scalar("select count(*) from t").ShouldBe(0L);
    }

    [Fact]
    public void A_prepared_command_runs_again_with_other_values()
    {
        Execute("create table t(x int)");
        using var command = Command("insert into t values (@x)");
        var parameter = command.Parameters.AddWithValue("@x", 0);
        command.Prepare();
        for (var i = 0; i < 10; i++)
        {
            parameter.Value = i;
            command.ExecuteNonQuery().ShouldBe(1);
        }

        Execute("alter table t add column y int default 5");
        command.CommandText = "select sum(x + y)::int from t where x < @x";
        command.Prepare();
        command.ExecuteScalar().ShouldBe(36 + (9 * 5));
    }

    [Fact]
    public void A_missing_value_and_no_row_are_told_apart()
    {
        Scalar("select null::int").ShouldBe(DBNull.Value);
        Scalar("select 1 where false").ShouldBeNull();
        Scalar("create table t(x int)").ShouldBeNull();
        Scalar("").ShouldBeNull();
    }

    [Fact]
    public void A_connection_with_an_open_reader_says_so()
    {
        using var command = Command("select * from range(100000)");
        using var reader = command.ExecuteReader();
        Should.Throw<InvalidOperationException>(() => Scalar("select 1")).Message.ShouldStartWith("A reader is open");
    }

    [Fact]
    public async Task A_token_interrupts_what_runs()
    {
        using var cancellation = new CancellationTokenSource();
        await using var command = Command(Endless);
        var running = command.ExecuteScalarAsync(cancellation.Token);
        running.IsCompleted.ShouldBeFalse();
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(running)).CancellationToken.ShouldBe(cancellation.Token);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Scalar("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_interrupts_what_runs_and_the_command_can_run_again()
    {
        await using var command = Command(Endless);
        var running = command.ExecuteScalarAsync();
        await Task.Run(() => SpinUntilRunning(command));
        await Should.ThrowAsync<OperationCanceledException>(running);
        command.CommandText = "select 2";
        (await command.ExecuteScalarAsync()).ShouldBe(2);
    }

    [Fact]
    public void A_timeout_interrupts_and_says_what_to_do()
    {
        using var command = Command(Endless);
        command.CommandTimeout = 1;
        var error = Should.Throw<DuckDbException>(() => command.ExecuteScalar());
        error.Message.ShouldContain("timeout of 1 seconds");
        error.InnerException.ShouldBeOfType<TimeoutException>();
        Scalar("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task An_interruption_aborts_the_transaction_and_nothing_of_it_is_written()
    {
        Scalar("create table kept (i int)");
        using var cancellation = new CancellationTokenSource();
        _connection.RegisterStream("orders", CancellingAsync());
        await using (var transaction = await _connection.BeginTransactionAsync())
        {
            Should.Throw<DuckDbException>(() => Scalar("select nothing"));
            Should.Throw<DuckDbException>(() => Scalar("selct 1"));
            Scalar("insert into kept values (1)");
            await using var command = Command("select sum(a) from orders");
            await Should.ThrowAsync<OperationCanceledException>(command.ExecuteScalarAsync(cancellation.Token));

            Should.Throw<DuckDbException>(() => Scalar("insert into kept values (2)")).Message.ShouldContain("aborted");
            Should.Throw<DuckDbException>(transaction.Commit).Message.ShouldStartWith("The transaction was not committed, and nothing of it is written: an earlier statement in it failed.");
        }

        Scalar("select count(*) from kept").ShouldBe(0L);

        // When the rows are asked for, the statement surely runs.
        async IAsyncEnumerable<Types.Item> CancellingAsync()
        {
            for (var id = 0L; ; id++)
            {
                yield return new(id, null);
                if (id == 10_000)
                {
                    await cancellation.CancelAsync();
                }
            }
        }
    }

    [Fact]
    public void The_default_timeout_comes_from_the_connection_string()
    {
        using var connection = new DuckDbConnection("Default Timeout=7");
        using var command = connection.CreateCommand();
        command.CommandTimeout.ShouldBe(7);
    }

    [Fact]
    public void Only_text_is_a_command()
    {
        using var command = Command("t");
        Should.Throw<ArgumentException>(() => command.CommandType = CommandType.StoredProcedure).Message.ShouldContain("no stored procedures");
    }

    // A cancellation before the statement runs is one, too: it is repeated until the command has ended.
    private static void SpinUntilRunning(DuckDbCommand command)
    {
        while (command.Connection!.Running is null)
        {
            Thread.Yield();
        }

        command.Cancel();
    }

    private DuckDbCommand Command(string sql) => new(sql, _connection);

    private int Execute(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }
}
