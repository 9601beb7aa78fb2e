using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

/// <summary>Whatever is published, removed and read in whatever order: the store is a dictionary of partitions, and each reader sees that of its beginning.</summary>
public sealed class SliceModelTests
{
    private const int MostDays = 6;

    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    private static readonly Config Config = IsThorough
        ? Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true)
        : Config.QuickThrowOnFailure.WithMaxTest(12).WithQuietOnSuccess(true).WithReplay(20240229, 1);

    private static readonly AssetKey Orders = new("sales/orders");

    [Fact]
    public void A_database_of_partitions_is_a_dictionary_for_each_of_its_readers() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => CheckAsync(DuckDbAssetStore.InMemory(), steps).GetAwaiter().GetResult()).Check(Config);

    [Fact]
    public void A_folder_of_partitions_is_a_dictionary_for_each_of_its_readers_and_holds_nothing_else() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => CheckFolderAsync(steps).GetAwaiter().GetResult()).Check(IsThorough ? Config : Config.WithMaxTest(4));

    private static async Task CheckFolderAsync(Step[] steps)
    {
        using var folder = new TemporaryFolder();
        await CheckAsync(new ParquetAssetStore(folder.File("lake")), steps);
        await using var store = new ParquetAssetStore(folder.File("lake"));
        await store.OpenAsync(CancellationToken.None);
        var rows = (await store.PartitionsAsync(Orders, null, CancellationToken.None)).Count(partition => partition.Rows > 0);
        Directory.GetFiles(folder.File("lake"), "*.parquet", SearchOption.AllDirectories).Length.ShouldBe(rows, "a file for each partition that has rows, and no other");
        Directory.GetFiles(Path.Combine(folder.File("lake"), "_dataplatform", "replaced")).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(folder.File("lake"), "_dataplatform", "readers")).ShouldBeEmpty();
    }

    private static Gen<Step[]> Steps() => (from kind in Gen.Choose(0, 9) from days in Gen.Choose(0, MostDays).ArrayOf(3) from count in Gen.Choose(0, 3) select new Step(kind, [.. days.Distinct()], count)).ArrayOf(20);

    private static async Task CheckAsync(IQueryableStore store, Step[] steps)
    {
        await using var disposed = store;
        await store.OpenAsync(CancellationToken.None);
        var model = new SortedDictionary<int, IReadOnlyList<Sale>>();
        var readers = new List<(IStoreSession Session, ITableSource<Sale> Source, IReadOnlyList<Sale> Expected)>();
        foreach (var (publication, step) in steps.Index())
        {
            switch (step.Kind)
            {
                case 0 when model.Count > 0:
                    readers.Add(await BindAsync(store, model, step.Count == 0 ? null : step.Days));
                    break;
                case 1 when readers.Count > 0:
                    await readers[step.Count % readers.Count].Session.DisposeAsync();
                    readers.RemoveAt(step.Count % readers.Count);
                    break;
                case 2:
                    (await store.WipeAsync(Orders, [.. step.Days.Select(Days.Key)], CancellationToken.None)).ShouldBe(step.Days.Count(model.Remove));
                    break;
                case 3 when step.Count == 0:
                    (await store.WipeAsync(Orders, CancellationToken.None)).ShouldBe(model.Count > 0);
                    model.Clear();
                    break;
                case 4:
                    await StageAsync(store, step, publication, isPublished: false);
                    break;
                default:
                    foreach (var (day, rows) in await StageAsync(store, step, publication, isPublished: true))
                    {
                        model[day] = rows;
                    }

                    break;
            }

            await SameAsync(store, model);
            foreach (var reader in readers)
            {
                (await ReadAsync(reader.Source)).ShouldBe(reader.Expected);
            }
        }

        foreach (var reader in readers)
        {
            await reader.Session.DisposeAsync();
        }
    }

    private static async Task SameAsync(IQueryableStore store, SortedDictionary<int, IReadOnlyList<Sale>> model)
    {
        (await store.PartitionsAsync(Orders, null, CancellationToken.None)).Select(partition => (partition.Key, partition.Rows)).ShouldBe(model.Select(day => (Days.Key(day.Key), (long?)day.Value.Count)));
        var head = (await store.ListAsync(CancellationToken.None)).SingleOrDefault();
        (head?.Partitions, head?.Rows).ShouldBe(model.Count == 0 ? (null, null) : (model.Count, model.Values.Sum(rows => rows.Count)));
        if (model.Count == 0)
        {
            return;
        }

        var (session, source, expected) = await BindAsync(store, model, null);
        await using (session)
        {
            (await ReadAsync(source)).ShouldBe(expected);
            await using var shown = await store.QueryAsync("select count(*) from sales.orders", CancellationToken.None);
            (await shown.ReadAsync(CancellationToken.None).SingleAsync())[0].ShouldBe((long)expected.Count);
        }
    }

    private static async Task<Dictionary<int, IReadOnlyList<Sale>>> StageAsync(IQueryableStore store, Step step, int publication, bool isPublished)
    {
        var days = step.Days.ToDictionary(day => day, day => Sale.Of(day, (step.Count + day) % 4, publication));
        await using var session = await BeginAsync(store);
        var staged = await session.StageRowsAsync(
            new StageTarget(Orders) { Slice = Days.Slice(step.Days) }, RowCodecs.Get<Sale>(), days.Values.Reverse().SelectMany(rows => rows).ToAsyncEnumerable(), CancellationToken.None);
        if (isPublished)
        {
            await session.PublishAsync([staged], CancellationToken.None);
        }

        return days;
    }

    private static async Task<(IStoreSession Session, ITableSource<Sale> Source, IReadOnlyList<Sale> Expected)> BindAsync(
        IQueryableStore store, SortedDictionary<int, IReadOnlyList<Sale>> model, IReadOnlyList<int>? days)
    {
        var session = await BeginAsync(store);
        var input = new InputBinding.Published(Orders, "orders") { Partitions = days?.Select(Days.Key).ToList() };
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        return (session, session.Open(input, RowCodecs.Get<Sale>()), [.. model.Where(day => days?.Contains(day.Key) != false).SelectMany(day => day.Value)]);
    }

    private static async Task<IReadOnlyList<Sale>> ReadAsync(ITableSource<Sale> source) =>
        [.. (await source.ReadAsync(null, CancellationToken.None).ToListAsync()).OrderBy(sale => sale.Day).ThenBy(sale => sale.Id)];

    private static ValueTask<IStoreSession> BeginAsync(IQueryableStore store) => store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "step"), CancellationToken.None);

    private sealed record Step(int Kind, int[] Days, int Count)
    {
        public override string ToString() => $"{Kind} of {string.Join(", ", Days)} with {Count}";
    }
}
