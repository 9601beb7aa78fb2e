using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Partitions that are published: one by one, and several together.</summary>
internal static class PartitionCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("partitions are published one by one", "Each partition is seen once it is published, alone and among all.", Needs, OneByOneAsync),
        new("a partition is replaced alone", "Publishing a partition again replaces it and touches no other.", Needs, ReplacedAloneAsync),
        new("a staged partition is invisible", "A staged partition is seen by nobody, before it is published and after it was discarded.", Needs, StagedAsync),
        new("partitions are published together", "A stage of several partitions tells rows apart by their columns, and publishes all of them at once; those without rows too.", Needs, TogetherAsync),
        new("a range of partitions is read", "A reader of some partitions sees those of them that are published, whatever their order, and none if it names none.", Needs, RangeAsync),
        new("partitions make the same whole in any order", "Whatever the order and the grouping in which partitions are published, and published again, the whole is the same.", Needs, AnyOrderAsync),
        new("equal partitions have equal data versions", "Content has the same data version in whatever order and grouping it was published; other content has another.", Needs, DataVersionsAsync),
        new("hostile partition keys", "Whatever a key is made of, its partition is kept, found and listed.", Needs, HostileKeysAsync),
        new("many partitions", "Some thousands of partitions in one stage are told apart and found again.", Needs, ManyAsync),
        new("partitions in queries", "A query stages partitions, reads them, and is refused like rows are.", Needs | StoreCapabilities.Queries, QueriesAsync),
        new("partitions behind public names", "The public name shows what is published of all partitions, with the columns of the contract; a view of it goes on doing so.", Needs | StoreCapabilities.AdHocQueries | StoreCapabilities.Views, PublicNameAsync),
    ];

    private static async Task OneByOneAsync(StoreUnderTest store)
    {
        foreach (var day in new[] { 3, 1, 2 })
        {
            await store.PublishDayAsync(day, day);
            Expect.Rows(ContractSale.Of(day, day), await store.SalesAsync(SalesSlice.Key(day)), $"Day {day}");
        }

        Expect.Rows(Days(1, 2, 3), await store.SalesAsync(), "All partitions");
        Expect.Equal("2024-01-01: 1, 2024-01-02: 2, 2024-01-03: 3", Text(await store.PartitionsAsync()), "The list of partitions");
        Expect.Equal("2024-01-03: 3", Text(await store.PartitionsAsync(SalesSlice.Key(3), SalesSlice.Key(9))), "The list of some partitions");
        Expect.Equal(0, (await store.Store.PartitionsAsync(Totals, null, store.Cancellation)).Count, "The number of partitions of what was never published");
    }

    private static async Task ReplacedAloneAsync(StoreUnderTest store)
    {
        var first = await store.PublishDayAsync(1, 3);
        await store.PublishDayAsync(2, 3);
        var second = await store.PublishDayAsync(2, 4, publication: 2);
        Expect.Rows([.. ContractSale.Of(1, 3), .. ContractSale.Of(2, 4, 2)], await store.SalesAsync(), "All partitions after one was replaced");
        Expect.Equal($"{first.Version}, {second.Version}", string.Join(", ", (await store.PartitionsAsync()).Select(partition => partition.Version)), "The versions of the partitions");
        await store.PublishDayAsync(2, 0, publication: 3);
        Expect.Rows(ContractSale.Of(1, 3), await store.SalesAsync(), "All partitions after one was replaced by nothing");
        Expect.Equal("2024-01-01: 3, 2024-01-02: 0", Text(await store.PartitionsAsync()), "The list with a partition that is published without rows");
    }

    private static async Task StagedAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 2);
        await using (var session = await store.BeginAsync())
        {
            var staged = await store.StageAsync(session, SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 5, 2), .. ContractSale.Of(2, 3, 2)]);
            Expect.Equal("2024-01-01: 5, 2024-01-02: 3", string.Join(", ", staged.Partitions.Select(partition => $"{partition.Key}: {partition.Rows}")), "What the stage says of its partitions");
            Expect.Equal(8L, staged.Rows, "The number of staged rows");
            Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(), "All partitions while one is staged");
            Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(SalesSlice.Key(1), SalesSlice.Key(2)), "The partitions that are staged");
            Expect.Equal(1, (await store.PartitionsAsync()).Count, "The number of partitions while one is staged");
            Expect.Equal(2L, (await store.HeadAsync(Orders))?.Rows, "The number of published rows while some are staged");
        }

        await using (var other = await store.BeginAsync())
        {
            await store.StageAsync(other, SalesSlice.Days(1), ContractSale.Of(1, 1), Totals);
            Expect.That(!await other.IsPublishedAsync(Totals, store.Cancellation), "An asset counts as published when its first partition is staged.");
            Expect.Equal(null, await store.HeadAsync(Totals), "The head of an asset whose first partition is staged");
            Expect.That(!await other.BindAsync(new InputBinding.Published(Totals, "t"), store.Cancellation), "An asset can be bound when its first partition is staged.");
        }

        Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(), "All partitions after a stage was discarded");
        await store.PublishDayAsync(2, 1, publication: 3);
        Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 1, 3)], await store.SalesAsync(), "All partitions after the next publication");
    }

    private static async Task TogetherAsync(StoreUnderTest store)
    {
        ContractSale[] rows = [.. ContractSale.Of(2, 2, region: "us"), .. ContractSale.Of(1, 3), .. ContractSale.Of(2, 1), .. ContractSale.Of(1, 1, region: "it's")];
        var slice = SalesSlice.Cells((1, "eu"), (2, "eu"), (2, "us"), (1, "it's"), (3, "eu"));
        var staged = await store.PublishAsync(slice, rows);
        Expect.Equal("3, 1, 2, 1, 0", string.Join(", ", staged.Partitions.Select(partition => partition.Rows)), "The rows of each partition of the stage");
        Expect.Rows(SalesSlice.InOrder(rows), await store.SalesAsync(), "All partitions");
        Expect.Rows(ContractSale.Of(2, 2, region: "us"), await store.SalesAsync(SalesSlice.Key(2, "us")), "One of the partitions");
        Expect.Equal(5, (await store.PartitionsAsync()).Select(partition => partition.Key).Intersect(slice.Partitions.Select(partition => partition.Key)).Count(), "The number of partitions");
        Expect.Equal(1, (await store.PartitionsAsync()).Select(partition => partition.Version).Distinct().Count(), "The number of their versions");

        await store.PublishAsync(SalesSlice.Cells((3, "eu"), (2, "us")), ContractSale.Of(2, 5, 2, "us"));
        Expect.Rows(SalesSlice.InOrder([.. rows[2..], .. ContractSale.Of(2, 5, 2, "us")]), await store.SalesAsync(), "All partitions after two were replaced");
    }

    private static async Task RangeAsync(StoreUnderTest store)
    {
        foreach (var day in Enumerable.Range(1, 40).Where(day => day != 7))
        {
            await store.PublishDayAsync(day, 2);
        }

        // Published anew, so that what is read together is not stored together.
        foreach (var day in Enumerable.Range(1, 20))
        {
            await store.PublishDayAsync(2 * day, 2);
        }

        int[] days = [.. Enumerable.Range(3, 30)];
        Expect.Rows(Days([.. days.Where(day => day != 7).Select(_ => 2)], [.. days.Where(day => day != 7)]), await store.SalesAsync([.. days.Select(SalesSlice.Key)]), "A range of partitions");
        Expect.Rows(Days([2, 2], [4, 39]), await store.SalesAsync(SalesSlice.Key(39), SalesSlice.Key(7), SalesSlice.Key(4), SalesSlice.Key(4)), "Two partitions");
        Expect.Rows([], await store.SalesAsync(SalesSlice.Key(7)), "A partition that was never published");
        Expect.Rows([], await store.SalesAsync([]), "No partition");
    }

    // Each publication is of some of the partitions, in some order, with new content; the model is a dictionary.
    private static async Task AnyOrderAsync(StoreUnderTest store)
    {
        var seed = 20_240_101u;
        var model = new Dictionary<int, IReadOnlyList<ContractSale>>();
        for (var publication = 1; publication <= 25; publication++)
        {
            int[] days = [.. Shuffled().Take(1 + Next(4))];
            foreach (var day in days)
            {
                model[day] = ContractSale.Of(day, Next(4), publication);
            }

            await store.PublishAsync(SalesSlice.Days(days), days.SelectMany(day => model[day]).OrderBy(_ => Next(1_000)));
            int[] some = [.. Enumerable.Range(1, 12).Where(_ => Next(2) == 0)];
            Expect.Rows(SalesSlice.InOrder(model.Values.SelectMany(rows => rows)), await store.SalesAsync(), $"The whole after publication {publication}");
            Expect.Rows(SalesSlice.InOrder(some.SelectMany(day => model.GetValueOrDefault(day) ?? [])), await store.SalesAsync([.. some.Select(SalesSlice.Key)]), $"A part after publication {publication}");
        }

        var head = await store.HeadAsync(Orders);
        Expect.Equal((long?)model.Count, head?.Partitions, "The number of partitions that the head has");
        Expect.Equal((long?)model.Values.Sum(rows => rows.Count), head?.Rows, "The number of rows that the head has");

        // Numbers that look like chance, and are the same each time.
        int Next(int end)
        {
            seed = unchecked((seed * 1_664_525) + 1_013_904_223);
            return (int)((seed >> 8) % (uint)end);
        }

        IEnumerable<int> Shuffled() => Enumerable.Range(1, 12).OrderBy(_ => Next(1_000));
    }

    private static async Task DataVersionsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 3), .. ContractSale.Of(2, 3)]);
        var (together, whole) = ((await store.PartitionsAsync()).Select(partition => partition.DataVersion).ToList(), (await store.HeadAsync(Orders))?.DataVersion);
        await store.Store.WipeAsync(Orders, store.Cancellation);
        await store.PublishDayAsync(2, 1);
        await store.PublishAsync(SalesSlice.Days(2), ContractSale.Of(2, 3).Reverse());
        var first = await store.PublishDayAsync(1, 3);
        Expect.Equal(string.Join(", ", together), string.Join(", ", (await store.PartitionsAsync()).Select(partition => partition.DataVersion)), "The data versions of equal partitions");
        Expect.Equal(whole, (await store.HeadAsync(Orders))?.DataVersion, "The data version of equal partitions together");
        Expect.Equal(first.DataVersion, first.Partitions[0].DataVersion, "The data version of a stage of one partition");
        await store.PublishDayAsync(1, 4);
        if (whole is not null)
        {
            Expect.That(whole != (await store.HeadAsync(Orders))?.DataVersion, "Other content has the same data version.");
            Expect.Equal(3, (await store.PartitionsAsync()).Select(partition => partition.DataVersion).Concat(together).Distinct().Count(), "The number of different data versions");
        }
    }

    private static async Task HostileKeysAsync(StoreUnderTest store)
    {
        string[] keys =
        [
            "a/b", "a|b", "a%7Cb", "100%", "it's \"quoted\"", "two\nlines", "tab\there", " spaces ", "dot.", "..", ".", "C:\\con", "con", "*?<>:", "a=b", "{a,b}[c]", "ä ö ü ß", "日本", "🦆🦆", "\uFFFD and \uFB01",
            "", new string('k', 250), string.Concat(Enumerable.Repeat("🦆", 125)), string.Concat(Enumerable.Repeat("é", 249)) + "1", string.Concat(Enumerable.Repeat("é", 249)) + "2",
        ];
        foreach (var (i, key) in keys.Index())
        {
            await store.PublishAsync(SalesSlice.Named(key), ContractSale.Of(1, 1, i));
        }

        await store.PublishAsync(SalesSlice.Named(keys[1]), ContractSale.Of(1, 1, 1));
        foreach (var (i, key) in keys.Index())
        {
            Expect.Rows(ContractSale.Of(1, 1, i), await store.SalesAsync(new PartitionKey(key)), $"The partition '{key}'");
        }

        Expect.Equal(string.Join('\0', keys.Order(StringComparer.Ordinal)), string.Join('\0', (await store.PartitionsAsync()).Select(partition => partition.Key.Text)), "The list of all keys");
        Expect.Equal(keys.Length, (await store.PartitionsAsync([.. keys.Select(key => new PartitionKey(key))])).Count, "The number of partitions found by their keys");
        Expect.Equal(keys.Length, (await store.SalesAsync()).Count, "The number of rows");
    }

    private static async Task ManyAsync(StoreUnderTest store)
    {
        int[] days = [.. Enumerable.Range(1, 2_000)];
        var staged = await store.PublishAsync(SalesSlice.Days(days), days.SelectMany(day => ContractSale.Of(day, 2)));
        Expect.Equal(4_000L, staged.Rows, "The number of staged rows");
        Expect.Rows(ContractSale.Of(1_234, 2), await store.SalesAsync(SalesSlice.Key(1_234)), "One of many");
        Expect.Equal(2_000, (await store.SalesAsync([.. days.Where(day => day % 2 == 0).Select(SalesSlice.Key)])).Count, "The number of rows of half of them");
        Expect.Equal(2_000, (await store.PartitionsAsync()).Count, "The number of partitions");
    }

    private static async Task QueriesAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2, 3), [.. ContractSale.Of(1, 3), .. ContractSale.Of(2, 2), .. ContractSale.Of(3, 1)]);
        await using var session = await store.BeginAsync();
        await store.BindAsync<ContractSale>(session, Orders, [SalesSlice.Key(2), SalesSlice.Key(3)], "sales");
        var one = await StageAsync("select id, day, region, 'copied' as note from sales where day = ? order by id", SalesSlice.Days(2), SalesSlice.Date(2));
        var several = await StageAsync("with s as (select * from sales) -- a comment\nselect day, 'us' as region, id, note from s", SalesSlice.Cells((2, "us"), (3, "us"), (4, "us")));
        Expect.Equal("2", string.Join(", ", one.Partitions.Select(partition => partition.Rows)), "The rows of the partition of a query");
        Expect.Equal("2, 1, 0", string.Join(", ", several.Partitions.Select(partition => partition.Rows)), "The rows of the partitions of a query");
        await session.PublishAsync([one, several], store.Cancellation);
        await using var reader = await store.BeginAsync();
        Expect.Rows([.. ContractSale.Of(2, 2).Select(sale => sale with { Note = "copied" })], await store.InOrderAsync(await store.BindAsync<ContractSale>(reader, Totals, [SalesSlice.Key(2)])), "The partition of a query");
        await Expect.FailsAsync(
            async () => await StageAsync("select day, region, id, note from sales", SalesSlice.Days(2)), "A query with rows outside of its partition", Totals.Path, "2024-01-03", "day", "2024-01-02");
        await Expect.FailsAsync(
            async () => await StageAsync("select day, region, id, note from sales", SalesSlice.Days(1, 2)), "A query with rows outside of its partitions", Totals.Path, "2024-01-03", "day");
        await Expect.FailsAsync(async () => await StageAsync("select day, region, id from sales", SalesSlice.Days(2, 3)), "A query without one of its columns", "note");

        ValueTask<StagedAsset> StageAsync(string sql, PartitionSlice slice, object? value = null) => session.StageQueryAsync(
            new StageTarget(Totals) { Slice = slice },
            RowCodecs.Get<ContractSale>().Schema,
            new SqlQuery(sql.Replace("?", "$1", StringComparison.Ordinal), value is null ? [] : [new SqlParameter(value, new ColumnType(ColumnKind.Date))]),
            store.Cancellation);
    }

    private static async Task PublicNameAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 3);
        await using (var session = await store.BeginAsync())
        {
            var view = await session.StageViewAsync(new StageTarget(Totals), RowCodecs.Get<ContractSale>().Schema, new SqlQuery("select day, region, id, note from kit_sales.orders", []), store.Cancellation);
            await session.PublishAsync([view], store.Cancellation);
        }

        await store.PublishDayAsync(2, 3);
        await store.PublishDayAsync(1, 1, publication: 2);
        await using (var late = await store.BeginAsync())
        {
            await store.StageAsync<ContractSale>(late, SalesSlice.Days(2, 3), ContractSale.Of(3, 2));
            foreach (var name in new[] { "orders", "totals" })
            {
                await using var result = await ((IQueryableStore)store.Store).QueryAsync($"select * from kit_sales.{name} order by id", store.Cancellation);
                Expect.Equal("day, region, id, note", string.Join(", ", result.Columns.Select(column => column.Name)), $"The columns of {name}");
                var rows = await result.ReadAsync(store.Cancellation).ToListAsync(store.Cancellation);
                Expect.Equal("1001, 1002, 1003, 2001", string.Join(", ", rows.Select(row => row[2])), $"The rows of {name}");
            }
        }
    }

    private static string Text(IEnumerable<PublishedPartition> partitions) => string.Join(", ", partitions.Select(partition => $"{partition.Key}: {partition.Rows}"));

    private static IReadOnlyList<ContractSale> Days(params int[] counts) => Days(counts, [.. Enumerable.Range(1, counts.Length)]);

    private static IReadOnlyList<ContractSale> Days(int[] counts, int[] days) => [.. days.Zip(counts).SelectMany(day => ContractSale.Of(day.First, day.Second))];
}
