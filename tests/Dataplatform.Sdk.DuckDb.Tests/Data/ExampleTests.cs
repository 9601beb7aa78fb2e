using Dapper;
using Dataplatform.Sdk.DuckDb.Data;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

/// <summary>The code of docs/ado.md.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stream_of_CSharp_joins_a_table()
    {
        RowCodecs.Register(Order.Codec);
        var file = _folder.File("warehouse.duckdb");
        await using var connection = new DuckDbConnection($"Data Source={file}");
        await connection.OpenAsync();
        await connection.ExecuteAsync("create table notes as select 'note 1' as note, 'first' as meaning");

        connection.RegisterStream("orders", OrdersAsync());
        var total = await connection.QuerySingleAsync<decimal>(
            "select sum(amount) from orders join notes using (note) where meaning = @meaning",
            new { meaning = "first" });

        total.ShouldBe(1.5m);
    }

    private static async IAsyncEnumerable<Order> OrdersAsync()
    {
        yield return new Order(1, 1.5m, "note 1");
        await Task.Yield();
        yield return new Order(2, 2.5m, "note 2");
    }
}
