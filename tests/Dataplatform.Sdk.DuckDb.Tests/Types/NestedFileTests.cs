using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

public sealed class NestedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nested_values_come_back_from_parquet_as_they_were() =>
        Prop.ForAll(Gen.Choose(0, 12).SelectMany(length => Gen.ArrayOf(Rows, length)).ToArbitrary(), rows => ComeBackAsync(rows).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20261126UL, 1UL));

    [Fact]
    public async Task What_parquet_would_change_within_a_column_is_refused_with_its_path()
    {
        var path = _folder.File("x.parquet");
        (await Should.ThrowAsync<DataplatformException>(() => AsyncEnumerable.Empty<Holder>().ToParquetAsync(path))).Message
            .ShouldBe("Column 'one.interval' ('Holder.One') is a length of time, which Parquet cuts to milliseconds. Export it as a number, of ticks or seconds.");
        (await Should.ThrowAsync<DataplatformException>(() => new[] { new Kept(1, [UInt128.MaxValue], null, new Dictionary<string, Item?>(), []) }.ToAsyncEnumerable().ToParquetAsync(path))).Message
            .ShouldStartWith($"The Parquet file '{path}' cannot be written, and nothing has changed there. ");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_csv_file_holds_no_nested_values()
    {
        var path = _folder.File("x.csv");
        await File.WriteAllTextAsync(path, "id,items,map\n1,[],{}\n");
        (await Should.ThrowAsync<DataplatformException>(async () => await Csv.Read<Shaped>(path).ToListAsync())).Message
            .ShouldBe("Column 'items' ('Shaped.Items') is STRUCT(\"a\" BIGINT, \"b\" VARCHAR)[], and a CSV file holds single values here. Use a contract without it, or a JSON or Parquet file.");
    }

    [Fact]
    public async Task A_csv_file_holds_wrapped_values()
    {
        var path = _folder.File("x.csv");
        await File.WriteAllTextAsync(path, "customer,email,price,big\n7,a@b.c,1.25,340282366920938463463374607431768211455\n8,,2,0\n");
        (await Csv.Read<Buyer>(path).ToListAsync()).ShouldBe(
            [new Buyer(new(7), new Email("a@b.c"), new(1.25m), UInt128.MaxValue), new Buyer(new(8), null, new(2), 0)]);
    }

    private static Gen<Kept> Rows =>
        from e in Values.Everything from text in Values.Text from one in Gen.Choose(0, 3)
        select new Kept(
            e.Int64,
            [.. Enumerable.Range(0, one).Select(i => (UInt128)(ulong)i * ulong.MaxValue)],
            one == 0 ? null : [null, [], [text, null]],
            new Dictionary<string, Item?> { [text] = new Item(e.Int64, text), ["none"] = null },
            [.. Enumerable.Range(0, one).Select(i => i == 1 ? null : new Leaf(e.Int128 % 1_000_000, e.Decimal, e.Uuid, e.Timestamp, e.Instant, e.Date, e.Time, e.Bytes, e.Mood, e.Single, e.Double))]);

    private async Task ComeBackAsync(Kept[] rows)
    {
        var path = _folder.File("kept.parquet");
        (await rows.ToAsyncEnumerable().ToParquetAsync(path)).ShouldBe(rows.Length);
        (await Parquet.Read<Kept>(path).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }
}

[Contract]
internal sealed record Kept(long Id, UInt128[] Wide, IReadOnlyList<IReadOnlyList<string?>?>? Texts, IReadOnlyDictionary<string, Item?> ByName, Leaf?[] Leaves);

[Contract]
internal sealed record Leaf(
    Int128 Wide, decimal Amount, Guid Uuid, DateTime Timestamp, DateTimeOffset Instant, DateOnly Date, TimeOnly Time, byte[] Bytes, Mood Mood, float Single, double Double);

[Contract]
internal sealed record Buyer(CustomerId Customer, Email? Email, Price Price, UInt128 Big);
