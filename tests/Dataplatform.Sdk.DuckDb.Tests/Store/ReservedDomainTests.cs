using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class ReservedDomainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_name_of_the_file_is_no_domain()
    {
        var store = new DuckDbAssetStore(_folder.File("warehouse.duckdb"));
        store.Refusal(new AssetKey("Warehouse/orders")).ShouldBe(
            "The domain 'Warehouse' has the name of the database file warehouse.duckdb, and DuckDB cannot tell the two apart. Rename the file, for example to warehouse_data.duckdb.");
        store.Refusal(new AssetKey("warehouse/orders")).ShouldNotBeNull();
        store.Refusal(new AssetKey("sales/warehouse")).ShouldBeNull();
        store.Refusal(new AssetKey("orders")).ShouldBeNull();
        store.Refusal(new AssetKey("memory/orders")).ShouldBeNull();
    }

    [Theory]
    [InlineData("my.data.duckdb")]
    [InlineData("plain")]
    [InlineData("two words.db")]
    public void The_name_is_the_one_that_DuckDB_gives(string file)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = _folder.File(file) });
        using var connection = database.Connect();
        var catalog = (string)connection.Query("select current_database()")[0][0]!;
        new DuckDbAssetStore(_folder.File(file)).Refusal(new AssetKey(catalog, "orders")).ShouldNotBeNull($"the catalog is {catalog}");
    }

    [Theory]
    [InlineData("temp")]
    [InlineData("SYSTEM")]
    [InlineData("information_schema")]
    [InlineData("pg_catalog")]
    [InlineData("_dataplatform")]
    [InlineData("memory")]
    public void Names_of_the_engine_are_no_domains(string domain) =>
        DuckDbAssetStore.InMemory().Refusal(new AssetKey(domain, "orders")).ShouldNotBeNull().ShouldStartWith($"The domain '{domain}' has the name of ");

    [Theory]
    [InlineData("main")]
    [InlineData("sales")]
    public async Task What_is_not_refused_can_be_published(string domain)
    {
        await using var store = DuckDbAssetStore.InMemory();
        await store.OpenAsync(CancellationToken.None);
        var key = new AssetKey(domain, "orders");
        store.Refusal(key).ShouldBeNull();
        await using var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "step"), CancellationToken.None);
        await session.PublishAsync(
            [await session.StageRowsAsync(new StageTarget(key), Order.Codec, new[] { new Order(1, 1, null) }.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
        (await store.ListAsync(CancellationToken.None)).Single().Key.ShouldBe(key);
    }

    [Fact]
    public async Task A_file_exists_when_it_is_there()
    {
        await using var store = new DuckDbAssetStore(_folder.File("x.duckdb"));
        store.Exists.ShouldBeFalse();
        await store.OpenAsync(CancellationToken.None);
        store.Exists.ShouldBeTrue();
        DuckDbAssetStore.InMemory().Exists.ShouldBeTrue();
    }
}
