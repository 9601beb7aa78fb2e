using System.Globalization;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Testing;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Kill -9 at each point of a store's work; half of the time in the middle of a publication.</summary>
public sealed class CrashTests
{
    private static readonly int Trials = Environment.GetEnvironmentVariable("THOROUGH") == "1" ? 300 : 30;

    private static readonly StoreCrashPoint[] Points = [.. Enum.GetValues<StoreCrashPoint>().SelectMany(point => new[] { point, StoreCrashPoint.DuringPublication })];

    [Theory]
    [InlineData("duckdb")]
    [InlineData("parquet")]
    public async Task A_crash_at_any_point_leaves_complete_versions_and_nothing_else(string kind)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20_240_101);
        var published = new int[Enum.GetValues<StoreCrashPoint>().Length];
        var tried = new int[published.Length];
        long last = 0;
        for (var trial = 1; trial <= Trials; trial++)
        {
            var point = Points[trial % Points.Length];
            var instant = (1.5 * random.NextDouble()).ToString(CultureInfo.InvariantCulture);
            await using (var app = AppProcess.Start(TestApp.Project, folder.Path, null, "crash", kind, point.ToString(), trial.ToString(), instant))
            {
                var result = await app.EndAsync();
                result.ExitCode.ShouldBe(128 + 9, result.ToString());
            }

            var seen = await VerifyAsync(folder, kind, trial);
            seen.ShouldBe(point switch
            {
                StoreCrashPoint.Published => trial,
                StoreCrashPoint.DuringPublication when seen == trial => trial,
                _ => last,
            }, $"killed at {point}");
            tried[(int)point]++;
            published[(int)point] += seen == trial ? 1 : 0;
            last = seen;
        }

        TestContext.Current.SendDiagnosticMessage($"{kind}, {Trials} kills: {string.Join(", ", Enum.GetValues<StoreCrashPoint>().Select(point => $"{point} {tried[(int)point]} ({published[(int)point]} published)"))}; 0 inconsistencies, 0 leftovers.");
    }

    private static async Task<long> VerifyAsync(TemporaryFolder folder, string kind, int newest)
    {
        IQueryableStore store = kind == "parquet" ? new ParquetAssetStore(folder.File("crash")) : new DuckDbAssetStore(folder.File("crash.duckdb"));
        await using (store)
        {
            await store.OpenAsync(CancellationToken.None);
            if (kind == "duckdb")
            {
                await using var left = await store.QueryAsync(Leftovers.InDatabase, CancellationToken.None);
                (await left.ReadAsync(CancellationToken.None).CountAsync()).ShouldBe(0, "what a dead process left is dropped when the store is opened");
            }

            var seen = await StoreCrash.VerifyAsync(store, newest, StoreCapabilities.Partitions);
            await store.DisposeAsync();
            if (kind == "parquet")
            {
                Leftovers.InLake(folder.File("crash")).ShouldBeEmpty("what a dead process left is dropped when the store is opened");
            }

            return seen;
        }
    }
}
