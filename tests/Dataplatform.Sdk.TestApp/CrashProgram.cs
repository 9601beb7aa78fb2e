using System.Diagnostics;
using System.Globalization;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Testing;

namespace Dataplatform.Sdk.TestApp;

/// <summary>A process that dies in the middle of a store's work: <c>crash STORE POINT GENERATION INSTANT</c>.</summary>
internal static class CrashProgram
{
    public static async Task<int> RunAsync(string store, string point, string generation, string instant)
    {
        await using IAssetStore opened = store == "parquet" ? new ParquetAssetStore("crash") : new DuckDbAssetStore("crash.duckdb");
        await opened.OpenAsync(CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        await StoreCrash.DieAsync(
            opened, Enum.Parse<StoreCrashPoint>(point), long.Parse(generation, CultureInfo.InvariantCulture), double.Parse(instant, CultureInfo.InvariantCulture), self.Kill,
            StoreCapabilities.Partitions);
        return 1;
    }
}
