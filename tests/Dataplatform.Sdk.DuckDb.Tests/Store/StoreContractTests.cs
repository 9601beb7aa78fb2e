using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Testing;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class StoreContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases => [.. StoreContract.For(StoreCapabilities.All).Select(@case => @case.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Cases))]
    public Task A_database_keeps_the_contract(string name) => StoreContract.Case(name).RunAsync(OpenAsync);

    private async ValueTask<IAssetStore> OpenAsync(CancellationToken cancellationToken)
    {
        var store = new DuckDbAssetStore(_folder.File("warehouse.duckdb"));
        await store.OpenAsync(cancellationToken);
        return store;
    }
}
