using Dataplatform.Sdk.DuckDb.Tests.Store;
using Dataplatform.Sdk.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Whatever is written comes back as it was: from code, and through a query.</summary>
public sealed class TypeRoundTripTests : StoreTest
{
    private static readonly AssetKey Copies = new("sales/copies");

    [Fact]
    public void Values_of_every_type_come_back_as_they_were() => Check(Values.Everything, 20);

    [Fact]
    public void Missing_values_of_every_type_come_back_as_they_were() => Check(Values.Nullables, 20);

    [Fact]
    public void Lists_of_every_type_come_back_as_they_were() => Check(Values.Lists, 20);

    [Fact]
    public void Records_lists_and_dictionaries_within_each_other_come_back_as_they_were() => Check(Values.Holder, 20);

    [Fact]
    public async Task Long_lists_and_long_texts_come_back_as_they_were()
    {
        var line = new Box([.. Enumerable.Range(0, 3_000)], string.Concat(Enumerable.Repeat("🦆", 300_000)));
        var rows = Enumerable.Range(0, 5_000)
            .Select(i => new Wide(
                i,
                i % 1_000 == 7 ? [.. Enumerable.Range(0, 10_000).Select(j => j % 3 == 0 ? null : $"text number {j} of row {i}")] : i % 3 == 0 ? null : [],
                [.. Enumerable.Range(0, i % 5).Select(j => j % 2 == 0 ? (Box?)null : new Box([i, j], $"box {j} of {i}"))],
                i == 4_000 ? line : new Box([], null)))
            .ToArray();
        await ComeBackAsync(rows);
    }

    private void Check<T>(Gen<T> rows, int trials)
        where T : notnull =>
        Prop.ForAll(Gen.Choose(0, 12).SelectMany(length => Gen.ArrayOf(rows, length)).ToArbitrary(), written => ComeBackAsync(written).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(trials).WithReplay(20261126UL, 1UL));

    private async Task ComeBackAsync<T>(T[] written)
        where T : notnull
    {
        var codec = RowCodecs.Get<T>();
        var expected = written.Select(row => Content.Of(row)).ToArray();
        StagedAsset rows, query;
        await using (var session = await BeginAsync())
        {
            rows = await session.StageRowsAsync(new StageTarget(Orders), codec, written.ToAsyncEnumerable(), CancellationToken.None);
            await session.PublishAsync([rows], CancellationToken.None);
        }

        await using (var session = await BeginAsync())
        {
            (await ReadAllAsync(session, Orders, codec)).ShouldBe(expected);
            query = await QueryAsync(session, Copies, codec.Schema, "select * from input where true");
            await session.PublishAsync([query], CancellationToken.None);
        }

        await using (var session = await BeginAsync())
        {
            (await ReadAllAsync(session, Copies, codec)).ShouldBe(expected);
        }

        (query.Rows, query.Bytes).ShouldBe((rows.Rows, rows.Bytes), "the size is the same however the rows came");
    }

    private static async Task<string[]> ReadAllAsync<T>(IStoreSession session, AssetKey key, RowCodec<T> codec)
        where T : notnull
    {
        var input = new InputBinding.Published(key, "input");
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        return [.. (await ListAsync(session.Open(input, codec).ReadAsync(null, CancellationToken.None))).Select(row => Content.Of(row))];
    }
}

/// <summary>Few columns, and much in them.</summary>
[Contract]
internal sealed record Wide(int Id, IReadOnlyList<string?>? Texts, IReadOnlyList<Box?> Boxes, Box Box);
