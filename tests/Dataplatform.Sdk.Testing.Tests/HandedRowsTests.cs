using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>Rows that were handed over in memory are those that DuckDB would have given back.</summary>
public sealed class HandedRowsTests
{
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    [Fact]
    public void Rows_that_are_handed_over_equal_those_that_are_read_back()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(IsThorough ? 500 : 15).WithQuietOnSuccess(true).WithReplay(20240229, 1);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
#pragma warning disable CA5394 // Not a secret: the same rows for the same seed.
            var random = new Random(seed);
            ExactRow[] rows = [.. Enumerable.Range(0, random.Next(300)).Select(number => ExactRow.Random(random, number))];
#pragma warning restore CA5394
            var (handed, readBack) = (Run<ExactRow>(rows, limit: 256_000_000), Run<ExactRow>(rows, limit: 0));

            handed.OrderBy(row => row.Number).ShouldBe(rows);
            readBack.OrderBy(row => row.Number).ShouldBe(rows);
            handed.Zip(rows).All(pair => ReferenceEquals(pair.First, pair.Second)).ShouldBeTrue("these are the very rows");
        }).Check(config);
    }

    [Fact]
    public void A_narrower_contract_reads_its_columns_from_the_store() =>
        Run<NarrowRow>([new ExactRow(7, true, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "text", null, Guid.Empty, DateOnly.MinValue, DayOfWeek.Friday, null, null)], limit: 256_000_000)
            .ShouldBe([new NarrowRow("text", 7)]);

    // An asset of the rows, and a reader of them; what the reader is given.
    private static IReadOnlyList<T> Run<T>(ExactRow[] rows, long limit)
    {
        IReadOnlyList<T> read = [];
        var graph = AssetGraph.Build(
        [
            new AssetCatalog("Tests", StepText.Read(
                typeof(HandedRowsTests),
                $"""
                step Rows
                makes-rows a/rows 0 ExactRow
                step Reader
                reads-list rows a/rows 1 {typeof(T).Name}
                makes-effect b/reader
                """,
                [typeof(ExactRow), typeof(T)],
                (ordinal, step) =>
                {
                    if (ordinal == 0)
                    {
                        return step.RowsAsync(0, rows);
                    }

                    read = step.LoadedRows<T>(0);
                    return step.EffectAsync(0);
                })),
        ]);
        using var services = new ServiceCollection().BuildServiceProvider();
        var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => DuckDbAssetStore.InMemory())]);
        var run = new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance)
            .ExecuteAsync(graph, ExecutionPlanner.Plan(graph, AssetSelection.All), new RunOptions { HandOverLimit = limit }, new Silent(), CancellationToken.None)
            .GetAwaiter().GetResult();
        stores.DisposeAsync().AsTask().GetAwaiter().GetResult();
        run.Assets.ShouldAllBe(asset => asset.Status == AssetStatus.Materialized);
        return read;
    }

    private sealed class Silent : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
        }
    }
}
