using System.Diagnostics;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing;

/// <summary>
/// The promises of <see cref="IAssetStore"/> to those whose process dies. A test starts a process that opens the store and calls
/// <see cref="DieAsync"/>, opens the store itself when that process is dead, and calls <see cref="VerifyAsync"/>; over and over
/// on one place, with growing generations and at all points.
/// </summary>
/// <example><code>
/// // In the process that dies:
/// await StoreCrash.DieAsync(store, StoreCrashPoint.DuringStage, generation: 7, instant: 0, Process.GetCurrentProcess().Kill);
/// // In the test:
/// var seen = await StoreCrash.VerifyAsync(store, newest: 7);
/// </code></example>
public static class StoreCrash
{
    private const int Rows = 5_000;
    private static readonly AssetKey First = new("kit_crash/first");
    private static readonly AssetKey Second = new("kit_crash/second");
    private static readonly AssetKey Model = new("kit_crash/model");
    private static readonly AssetKey After = new("kit_crash/after");

    // Each generation makes the first day and one of the others anew.
    private const int Days = 5;
    private static readonly AssetKey Parts = new("kit_crash/parts");

    /// <summary>Reads, stages and publishes two tables, a value, and partitions together, and dies on the way. Does not return.</summary>
    /// <param name="store">The store; open.</param>
    /// <param name="point">Where to die.</param>
    /// <param name="generation">Written into every row; greater than that of every call before.</param>
    /// <param name="instant">For <see cref="StoreCrashPoint.DuringPublication"/>: when, as a part of the time that a publication usually takes.</param>
    /// <param name="die">Ends the process at once, as by a kill -9.</param>
    /// <param name="capabilities">What the store can do: with <see cref="StoreCapabilities.Partitions"/> partitions are among what is published.</param>
    /// <param name="cancellationToken">Ends the waiting for death.</param>
    public static async Task DieAsync(
        IAssetStore store, StoreCrashPoint point, long generation, double instant, Action die, StoreCapabilities capabilities = StoreCapabilities.None, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(die);
        var hasPartitions = capabilities.HasFlag(StoreCapabilities.Partitions);
        var usual = point == StoreCrashPoint.DuringPublication ? await RehearseAsync(store, hasPartitions, cancellationToken) : TimeSpan.Zero;
        await using var session = await BeginAsync(store, cancellationToken);
        if (await session.BindAsync(new InputBinding.Published(First, "previous"), cancellationToken))
        {
            _ = await session.Open(new InputBinding.Published(First, "previous"), RowCodecs.Get<ContractRow>()).CountAsync(cancellationToken);
        }

        DieAt(StoreCrashPoint.BeforeStage);
        var rows = ContractRow.Stream(Rows, generation).Select(row =>
        {
            if (row.Id == Rows / 2)
            {
                DieAt(StoreCrashPoint.DuringStage);
            }

            return row;
        });
        var parts = hasPartitions ? [await StagePartsAsync(session, Parts, generation, cancellationToken)] : Array.Empty<StagedAsset>();
        var staged = await StageAsync(session, rows, generation, cancellationToken);
        DieAt(StoreCrashPoint.Staged);
        if (point == StoreCrashPoint.DuringPublication)
        {
            DieIn(usual * instant, die);
        }

        await session.PublishAsync([.. staged, .. parts], cancellationToken);
        DieAt(StoreCrashPoint.Published);

        // The instant is near.
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        void DieAt(StoreCrashPoint here)
        {
            if (point == here)
            {
                die();
            }
        }
    }

    /// <summary>Looks at what a dead process left.</summary>
    /// <param name="store">A store on the same place, opened after the death.</param>
    /// <param name="newest">The greatest generation that was tried.</param>
    /// <param name="capabilities">As for <see cref="DieAsync"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The generation that is published; 0 if none is.</returns>
    /// <exception cref="StoreContractException">A version is incomplete, a part of a group is missing, or publishing does not go on.</exception>
    public static async Task<long> VerifyAsync(IAssetStore store, long newest, StoreCapabilities capabilities = StoreCapabilities.None, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var under = await StoreUnderTest.OpenAsync(_ => ValueTask.FromResult(store), cancellationToken);
        var seen = await SeenAsync(under);
        if (capabilities.HasFlag(StoreCapabilities.Partitions))
        {
            await VerifyPartsAsync(under, seen);
        }

        Expect.That(seen <= newest, $"The generation {seen} is published, but the newest is {newest}.");

        await under.PublishAsync(After, ContractRow.Some(3, newest));
        Expect.Rows(ContractRow.Some(3, newest), await under.ReadAsync<ContractRow>(After), "What is published after the death");
        return seen;
    }

    private static async Task<long> SeenAsync(StoreUnderTest store)
    {
        var heads = new[] { await store.HeadAsync(First), await store.HeadAsync(Second), await store.HeadAsync(Model) };
        if (heads.All(head => head is null))
        {
            return 0;
        }

        Expect.That(heads.All(head => head is not null), "Of a group that is published together a part is missing.");
        var first = await GenerationAsync(store, First);
        Expect.Equal(first, await GenerationAsync(store, Second), "The generation of the group's second table");
        await using var session = await store.BeginAsync();
        Expect.Equal(Value(first), await session.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The generation of the group's value");
        return first;
    }

    private static async Task<long> GenerationAsync(StoreUnderTest store, AssetKey key)
    {
        var rows = await store.ReadAsync<ContractRow>(key);
        Expect.Equal(Rows, rows.Count, $"The number of rows of '{key}'");
        Expect.That(rows.All(row => row.Generation == rows[0].Generation), $"'{key}' has rows of several generations.");
        Expect.Equal(Rows * (Rows + 1L) / 2, rows.Sum(row => row.Id), $"The sum over the rows of '{key}'");
        return rows[0].Generation;
    }

    // Of what was published together the partitions are the same generation; the others are whole, and of earlier ones.
    private static async Task VerifyPartsAsync(StoreUnderTest store, long seen)
    {
        var partitions = await store.Store.PartitionsAsync(Parts, null, store.Cancellation);
        Expect.Equal(partitions.Count, (int)((await store.HeadAsync(Parts))?.Partitions ?? 0), "The number of partitions that the head has");
        if (seen == 0)
        {
            Expect.Equal(0, partitions.Count, "The number of partitions of a group that was never published");
            return;
        }

        Expect.That(partitions.Any(partition => partition.Key == SalesSlice.Key(1)), "Of a group that is published together the partitions are missing.");
        foreach (var partition in partitions)
        {
            await using var session = await store.BeginAsync();
            var sales = await store.InOrderAsync(await store.BindAsync<ContractSale>(session, Parts, [partition.Key]));
            var day = sales[0].Day.DayOfYear;
            var generation = sales[0].Id / 1_000;
            Expect.Rows(ContractSale.Of(day, Rows / 10, generation), sales, $"The partition '{partition.Key}'");
            Expect.Equal(SalesSlice.Key(day), partition.Key, "The partition of a row");
            Expect.That(day is 1 || day == OtherDay(seen) ? generation == seen : generation < seen, $"The partition '{partition.Key}' is of generation {generation}, and what was published last is of {seen}.");
        }

        await using var all = await store.BeginAsync();
        Expect.Equal((long)partitions.Count * (Rows / 10), await (await store.BindAsync<ContractSale>(all, Parts)).CountAsync(store.Cancellation), "The number of rows of all partitions");
    }

    private static int OtherDay(long generation) => 2 + (int)(generation % (Days - 1));

    private static ValueTask<StagedAsset> StagePartsAsync(IStoreSession session, AssetKey key, long generation, CancellationToken cancellationToken)
    {
        int[] days = [1, OtherDay(generation)];
        var target = new StageTarget(key) { Slice = SalesSlice.Days(days) };
        return session.StageRowsAsync(target, RowCodecs.Get<ContractSale>(), days.SelectMany(day => ContractSale.Of(day, Rows / 10, generation)).ToAsyncEnumerable(), cancellationToken);
    }

    // How long it takes when all code is loaded and compiled. Of other assets, so that the group stays what it was.
    private static async Task<TimeSpan> RehearseAsync(IAssetStore store, bool hasPartitions, CancellationToken cancellationToken)
    {
        var usual = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            await using var session = await BeginAsync(store, cancellationToken);
            AssetKey[] keys = [new("kit_rehearsal/first"), new("kit_rehearsal/second"), new("kit_rehearsal/model")];
            var staged = new List<StagedAsset>();
            foreach (var key in keys)
            {
                staged.Add(await session.StageRowsAsync(new StageTarget(key), RowCodecs.Get<ContractRow>(), ContractRow.Stream(10).ToAsyncEnumerable(), cancellationToken));
            }

            if (hasPartitions)
            {
                staged.Add(await StagePartsAsync(session, new("kit_rehearsal/parts"), i, cancellationToken));
            }

            var watch = Stopwatch.StartNew();
            await session.PublishAsync(staged, cancellationToken);
            usual = watch.Elapsed;
        }

        return usual;
    }

    private static ValueTask<IStoreSession> BeginAsync(IAssetStore store, CancellationToken cancellationToken) =>
        store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "crash"), cancellationToken);

    private static async Task<IReadOnlyList<StagedAsset>> StageAsync(IStoreSession session, IEnumerable<ContractRow> first, long generation, CancellationToken cancellationToken) =>
    [
        await session.StageRowsAsync(new StageTarget(First), RowCodecs.Get<ContractRow>(), first.ToAsyncEnumerable(), cancellationToken),
        await session.StageRowsAsync(new StageTarget(Second), RowCodecs.Get<ContractRow>(), ContractRow.Stream(Rows, generation).ToAsyncEnumerable(), cancellationToken),
        await session.StageArtifactAsync(new StageTarget(Model), TextArtifact.Codec, Value(generation), cancellationToken),
    ];

    private static string Value(long generation) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"generation {generation}");

    // A thread of its own that does nothing else: the instant is the subject, so it waits on the clock.
    private static void DieIn(TimeSpan instant, Action die)
    {
        var watch = Stopwatch.StartNew();
        new Thread(() =>
        {
            SpinWait.SpinUntil(() => watch.Elapsed >= instant);
            die();
        })
        { IsBackground = true }.Start();
    }
}
