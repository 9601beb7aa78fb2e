using System.Data;
using System.Data.Common;
using Dataplatform.Sdk.DuckDb.Data;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.DuckDb.Tests.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Source => $"Data Source={_folder.File("w.duckdb")}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Connections_to_one_file_share_it()
    {
        using var one = Open(Source);
        using var two = Open(Source);
        Run(one, "create table t as select 42 as x");
        Scalar(two, "select x from t").ShouldBe(42);
        two.Database.ShouldBe("w");
    }

    [Fact]
    public void What_is_written_is_there_after_all_are_closed()
    {
        using (var connection = Open(Source))
        {
            Run(connection, "create table t as select 42 as x");
        }

        using var again = Open(Source + ";Read Only=true");
        Scalar(again, "select x from t").ShouldBe(42);
        Should.Throw<DuckDbException>(() => Run(again, "insert into t values (1)")).Message.ShouldContain("read-only");
    }

    [Fact]
    public async Task A_file_that_an_app_has_open_is_used_as_it_is()
    {
        var path = _folder.File("app.duckdb");
        await using var store = new DuckDbAssetStore(path, new DuckDbOptions { MemoryLimit = "200MB", Threads = 1 });
        await store.OpenAsync(CancellationToken.None);
        await using (var connection = new DuckDbConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            Scalar(connection, "select current_setting('threads')::int").ShouldBe(1);
            Run(connection, "create table mine as select 1 as x");
        }

        await using (var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "step"), CancellationToken.None))
        {
            await session.PublishAsync(
                [await session.StageRowsAsync(new StageTarget(new AssetKey("sales/orders")), Order.Codec, new[] { new Order(1, 2, "n") }.ToAsyncEnumerable(), CancellationToken.None)],
                CancellationToken.None);
        }

        using var later = Open($"Data Source={path}");
        Scalar(later, "select note from sales.orders").ShouldBe("n");
        Scalar(later, "select x from mine").ShouldBe(1);
    }

    [Fact]
    public void A_database_in_memory_is_its_connections_own_unless_it_has_a_name()
    {
        using var own = Open("Data Source=:memory:");
        using var other = Open("");
        Run(own, "create table t(x int)");
        Should.Throw<DuckDbException>(() => Scalar(other, "from t"));

        var name = $"Data Source=:memory:{Guid.NewGuid():N}";
        using var one = Open(name);
        using var two = Open(name);
        Run(one, "create table t as select 5 as x");
        Scalar(two, "select x from t").ShouldBe(5);
    }

    [Fact]
    public void Settings_of_DuckDB_are_passed_on()
    {
        using var connection = Open("Data Source=:memory:;Threads=1;memory limit=123MB;TimeZone=Europe/Vienna");
        Scalar(connection, "select current_setting('threads')::int").ShouldBe(1);
        Scalar(connection, "select current_setting('memory_limit')").ShouldBe("117.3 MiB");
        Scalar(connection, "select current_setting('TimeZone')").ShouldBe("Europe/Vienna");
        using var plain = Open("");
        Scalar(plain, "select current_setting('TimeZone')").ShouldBe("UTC");
    }

    [Theory]
    [InlineData("Data Source=:memory:;no_such_setting=1", "no_such_setting")]
    [InlineData("Data Source=/nowhere/at/all/w.duckdb", "does not exist")]
    public void A_database_that_cannot_be_opened_says_why(string connectionString, string said)
    {
        using var connection = new DuckDbConnection(connectionString);
        Should.Throw<DuckDbException>(connection.Open).Message.ShouldContain(said);
        connection.State.ShouldBe(ConnectionState.Closed);
    }

    [Fact]
    public void A_transaction_commits_or_leaves_nothing()
    {
        using var connection = Open(Source);
        using var other = Open(Source);
        Run(connection, "create table t(x int)");
        using (var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted))
        {
            transaction.IsolationLevel.ShouldBe(IsolationLevel.Snapshot);
            Run(connection, "insert into t values (1)");
            Scalar(other, "select count(*) from t").ShouldBe(0L);
            transaction.Commit();
            Should.Throw<InvalidOperationException>(transaction.Commit);
        }

        using (connection.BeginTransaction())
        {
            Run(connection, "insert into t values (2)");
        }

        var rolledBack = connection.BeginTransaction();
        Run(connection, "insert into t values (3)");
        rolledBack.Rollback();
        Scalar(other, "select count(*) from t").ShouldBe(1L);
        Should.Throw<ArgumentException>(() => connection.BeginTransaction(IsolationLevel.Serializable));
    }

    [Fact]
    public void A_transaction_that_an_error_has_aborted_is_not_committed_in_silence()
    {
        using var connection = Open(Source);
        Run(connection, "create table t(x int primary key)");
        using (var transaction = connection.BeginTransaction())
        {
            Run(connection, "insert into t values (1)");
            Should.Throw<DuckDbException>(() => Run(connection, "insert into t values (1)"));
            Should.Throw<DuckDbException>(transaction.Commit).Message.ShouldStartWith("The transaction was not committed");
        }

        Scalar(connection, "select count(*) from t").ShouldBe(0L);
    }

    [Fact]
    public void Of_two_that_change_one_row_the_second_may_try_again()
    {
        using var one = Open(Source);
        using var two = Open(Source);
        Run(one, "create table t as select 1 as x");
        using var first = one.BeginTransaction();
        using var second = two.BeginTransaction();
        Run(one, "update t set x = 2");
        var error = Should.Throw<DuckDbException>(() => Run(two, "update t set x = 3"));
        error.IsTransient.ShouldBeTrue();
        first.Commit();
    }

    [Fact]
    public void Closing_ends_the_reader_and_the_transaction()
    {
        var connection = Open(Source);
        Run(connection, "create table t(x int)");
        connection.BeginTransaction();
        Run(connection, "insert into t values (1)");
        using var command = new DuckDbCommand("select * from range(1e9::bigint)", connection);
        var reader = command.ExecuteReader();
        reader.Read();
        connection.Close();
        reader.Dispose();
        connection.Open();
        Scalar(connection, "select count(*) from t").ShouldBe(0L);
        connection.Dispose();
    }

    [Fact]
    public void Metadata_comes_as_collections()
    {
        using var connection = Open("");
        Run(connection, "create schema shop; create table shop.orders(id bigint not null, note varchar); create view shop.notes as select note from shop.orders");
        Names(connection.GetSchema("Tables", [null, "shop"]), "table_name").ShouldBe(["notes", "orders"]);
        Names(connection.GetSchema("views", [null, "shop"]), "table_name").ShouldBe(["notes"]);
        var columns = connection.GetSchema("Columns", [null, null, "orders", null]);
        Names(columns, "column_name").ShouldBe(["id", "note"], ignoreOrder: true);
        Names(connection.GetSchema(), "CollectionName").ShouldContain("Columns");
        foreach (var name in Names(connection.GetSchema(), "CollectionName"))
        {
            connection.GetSchema(name).Columns.Count.ShouldBeGreaterThan(0, name);
        }

        Should.Throw<ArgumentException>(() => connection.GetSchema("Tabels")).Message.ShouldContain("'Tables'");
        Should.Throw<ArgumentException>(() => connection.GetSchema("Schemata", ["a", "b", "c"]));
    }

    [Fact]
    public void Code_that_knows_no_provider_works()
    {
        DbProviderFactories.RegisterFactory("DuckDB", DuckDbProviderFactory.Instance);
        var factory = DbProviderFactories.GetFactory("DuckDB");
        var builder = factory.CreateConnectionStringBuilder()!;
        builder["Data Source"] = ":memory:";
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = builder.ConnectionString;
        connection.Open();
        DbProviderFactories.GetFactory(connection).ShouldBe(factory);
        using var command = connection.CreateCommand();
        command.CommandText = "select range as n, 'row ' || range as label, case when range = 1 then null else 1.5 end as x from range($count)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "count";
        parameter.Value = 3;
        command.Parameters.Add(parameter);
        using var adapter = factory.CreateDataAdapter()!;
        adapter.SelectCommand = command;
        using var data = new DataSet();
        adapter.Fill(data).ShouldBe(3);
        data.Tables[0].Rows[1].ItemArray.ShouldBe([1L, "row 1", DBNull.Value]);
        using var table = new DataTable();
        using (var reader = command.ExecuteReader())
        {
            table.Load(reader);
        }

        table.Rows.Count.ShouldBe(3);
        table.Columns["x"]!.DataType.ShouldBe(typeof(decimal));
    }

    [Fact]
    public void A_connection_string_is_read_and_written()
    {
        var builder = new DuckDbConnectionStringBuilder("datasource=a.duckdb;Read Only=True;memory_limit=1GB");
        builder.DataSource.ShouldBe("a.duckdb");
        builder.ReadOnly.ShouldBeTrue();
        builder.DefaultTimeout.ShouldBe(0);
        new DuckDbConnectionStringBuilder { DataSource = "b.duckdb", DefaultTimeout = 5 }.ConnectionString.ShouldBe("Data Source=b.duckdb;Default Timeout=5");
    }

    private static DuckDbConnection Open(string connectionString)
    {
        var connection = new DuckDbConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static void Run(DuckDbConnection connection, string sql)
    {
        using var command = new DuckDbCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(DuckDbConnection connection, string sql)
    {
        using var command = new DuckDbCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static string[] Names(DataTable table, string column) => [.. table.Rows.Cast<DataRow>().Select(row => (string)row[column])];
}
