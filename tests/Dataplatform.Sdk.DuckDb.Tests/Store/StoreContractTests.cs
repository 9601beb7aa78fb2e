using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Testing;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class StoreContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases => [.. StoreContract.For(StoreCapabilities.All).Select(@case => @case.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Cases))]
    public Task A_database_keeps_the_contract(string name) =>
        StoreContract.Case(name).RunAsync(cancellation => OpenAsync(new DuckDbAssetStore(_folder.File("warehouse.duckdb"), new DuckDbOptions { KeepVersions = Keep(name) }), cancellation));

    [Theory, MemberData(nameof(Cases))]
    public Task A_folder_of_parquet_files_keeps_the_contract(string name) =>
        StoreContract.Case(name).RunAsync(cancellation => OpenAsync(new ParquetAssetStore(_folder.File("lake"), new ParquetStoreOptions { KeepVersions = Keep(name) }), cancellation));

    // Where nothing else is asked for, a store does as it does by default.
    private static int Keep(string name) => StoreContract.Case(name).Needs.HasFlag(StoreCapabilities.Rollback) ? 3 : 1;

    private static async ValueTask<IAssetStore> OpenAsync(IAssetStore store, CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        return store;
    }
}
