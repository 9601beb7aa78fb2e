using Dapper;
using Dataplatform.Sdk.DuckDb.Data;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

public sealed class DapperTests : IDisposable
{
    private readonly DuckDbConnection _connection = new();

    public DapperTests()
    {
        _connection.Open();
        _connection.Execute("create table customers(id bigint primary key, name varchar not null, born date, balance decimal(12, 2), seen timestamptz)");
        _connection.Execute(
            "insert into customers values ($id, $name, $born, $balance, $seen)",
            new[] { new Customer(1, "Ada", new DateOnly(1815, 12, 10), 9.50m, Noon), new Customer(2, "Grace", null, -3m, null) });
    }

    private static DateTimeOffset Noon => new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Rows_become_records() =>
        _connection.Query<Customer>("select * from customers order by id")
            .ShouldBe([new Customer(1, "Ada", new DateOnly(1815, 12, 10), 9.50m, Noon), new Customer(2, "Grace", null, -3m, null)]);

    [Theory]
    [InlineData("select name from customers where id = @id")]
    [InlineData("select name from customers where id = $id")]
    [InlineData("select name from customers where id = ?id?")]
    [InlineData("select name from customers where id=@ID and '@id' = $$@id$$ -- @id")]
    public void Parameters_are_found_by_name(string sql) => _connection.QuerySingle<string>(sql, new { id = 2L }).ShouldBe("Grace");

    [Fact]
    public void A_list_becomes_as_many_parameters() =>
        _connection.Query<string>("select name from customers where id in @ids order by 1", new { ids = new[] { 1L, 2L, 3L } }).ShouldBe(["Ada", "Grace"]);

    [Fact]
    public void An_empty_list_matches_nothing() =>
        _connection.Query<string>("select name from customers where id in $ids", new { ids = Array.Empty<long>() }).ShouldBeEmpty();

    [Fact]
    public async Task A_transaction_that_is_disposed_is_rolled_back()
    {
        await using (var transaction = await _connection.BeginTransactionAsync())
        {
            (await _connection.ExecuteAsync("delete from customers where id > @id", new { id = 0 }, transaction)).ShouldBe(2);
        }

        (await _connection.ExecuteScalarAsync<long>("select count(*) from customers")).ShouldBe(2);
    }

    [Fact]
    public void Several_results_come_one_after_the_other()
    {
        using var results = _connection.QueryMultiple("select name from customers where id = $id; select count(*) from customers", new { id = 1 });
        results.ReadSingle<string>().ShouldBe("Ada");
        results.ReadSingle<int>().ShouldBe(2);
    }

    [Fact]
    public void A_sum_of_integers_fits_a_long() => _connection.QuerySingle<Total>("select sum(id) as sum, avg(id) as average from customers").ShouldBe(new Total(3, 1.5));

    [Fact]
    public async Task Rows_stream_unbuffered()
    {
        long sum = 0;
        await foreach (var value in _connection.QueryUnbufferedAsync<long>("select range from range(100000)"))
        {
            sum += value;
        }

        sum.ShouldBe(4_999_950_000);
    }

    private sealed record Customer(long Id, string Name, DateOnly? Born, decimal Balance, DateTimeOffset? Seen);

    // Dapper finds the constructor by the types that come, and members by conversion.
    private sealed record Total
    {
        public Total()
        {
        }

        public Total(long sum, double average) => (Sum, Average) = (sum, average);

        public long Sum { get; init; }

        public double Average { get; init; }
    }
}
