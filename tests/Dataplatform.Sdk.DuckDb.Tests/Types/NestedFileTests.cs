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
        (await Should.ThrowAsync<DataplatformException>(() => new[] { Wide(1), Wide(UInt128.MaxValue) }.ToAsyncEnumerable().ToParquetAsync(path))).Message
            .ShouldBe($"The Parquet file '{path}' cannot be written, and nothing has changed there. Column 'wide[]' ('Kept.Wide') holds an integer of more than 38 digits, which Parquet cannot. Make it a text, or keep such values out.");
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

    [Fact]
    public async Task Lengths_of_time_are_found_by_name_among_other_fields()
    {
        var path = _folder.File("x.parquet");
        using (var session = new DuckDb.Files.SourceSession())
        {
            session.Connection.Execute($$$"""
                copy (select [{'more': 1, 'Length': {'months': 0::integer, 'days': 1::integer, 'micros': 5::bigint}}, null] as items, {'months': 0::integer, 'days': -1::integer, 'micros': 0::bigint} as one)
                to '{{{path}}}' (format parquet)
                """);
        }

        Content.Of((await Parquet.Read<Spans>(path).ToListAsync())[0]).ShouldBe(Content.Of(new Spans([new Span(TimeSpan.FromDays(1) + TimeSpan.FromMicroseconds(5)), null], TimeSpan.FromDays(-1))));
    }

    private static Kept Wide(UInt128 number) => new(1, [number], null, new Dictionary<string, Item?>(), [], null, new Dictionary<Int128, TimeSpan?>());

    internal static Gen<Kept> Rows =>
        from e in Values.Everything from text in Values.Text from one in Gen.Choose(0, 3)
        select new Kept(
            e.Int64,
            [.. Enumerable.Range(0, one).Select(i => (UInt128)(ulong)i * ulong.MaxValue)],
            one == 0 ? null : [null, [], [text, null]],
            new Dictionary<string, Item?> { [text] = new Item(e.Int64, text), ["none"] = null },
            [.. Enumerable.Range(0, one).Select(i => i == 1 ? null : new Leaf(e.Int128 % 1_000_000, e.Decimal, e.Uuid, e.Timestamp, e.Instant, e.Date, e.Time, e.Bytes, e.Mood, Zero(e.Single), Zero(e.Double), e.Interval, e.UInt128 / 10))],
            one == 2 ? null : e.Interval,
            new Dictionary<Int128, TimeSpan?> { [e.Int64] = -e.Interval, [(Int128)e.Int64 * 1_000_000_007 + 1] = null });

    // DuckDB's dictionaries of Parquet take 0 and -0 for one.
    private static T Zero<T>(T number)
        where T : System.Numerics.IFloatingPoint<T> => number == T.Zero ? T.Zero : number;

    [Fact]
    public async Task Of_zeros_with_and_without_a_sign_parquet_keeps_the_first()
    {
        var path = _folder.File("zeros.parquet");
        await Enumerable.Range(0, 100).Select(i => new Zeros(i % 2 == 0 ? 0 : -0.0, [0, -0.0f])).ToAsyncEnumerable().ToParquetAsync(path);
        (await Parquet.Read<Zeros>(path).ToListAsync()).Select(row => Content.Of(row)).Distinct().ShouldBe(["(One = 0, Many = [0, 0])"]);
    }

    private async Task ComeBackAsync(Kept[] rows)
    {
        var path = _folder.File("kept.parquet");
        (await rows.ToAsyncEnumerable().ToParquetAsync(path)).ShouldBe(rows.Length);
        (await Parquet.Read<Kept>(path).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }
}

[Contract]
internal sealed record Kept(long Id, UInt128[] Wide, IReadOnlyList<IReadOnlyList<string?>?>? Texts, IReadOnlyDictionary<string, Item?> ByName, Leaf?[] Leaves,
    TimeSpan? Length, IReadOnlyDictionary<Int128, TimeSpan?> Lengths);

[Contract]
internal sealed record Leaf(
    Int128 Wide, decimal Amount, Guid Uuid, DateTime Timestamp, DateTimeOffset Instant, DateOnly Date, TimeOnly Time, byte[] Bytes, Mood Mood, float Single, double Double,
    TimeSpan Length, UInt128 Widest);

[Contract]
internal sealed record Zeros(double One, float[] Many);

[Contract]
internal sealed record Spans(Span?[] Items, TimeSpan One);

[Contract]
internal sealed record Span(TimeSpan Length);

[Contract]
internal sealed record Buyer(CustomerId Customer, Email? Email, Price Price, UInt128 Big);
