using System.IO.Compression;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Lists, records and dictionaries in JSON files: to any depth, and as strictly as single values.</summary>
public sealed class NestedJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.jsonl")]
    [InlineData("rows.jsonl.gz")]
    public void Nested_values_come_back_as_they_were(string name)
    {
        ComeBack(Values.Holder, name);
        ComeBack(Values.Lists, name);
    }

    [Fact]
    public void Keys_of_every_type_come_back_as_they_were() => ComeBack(
        from a in Values.Everything from b in Values.Everything
        select new Keyed(
            Two(a.Bool, b.Bool), Two(a.UInt8, b.UInt8), Two(a.Int16, b.Int16), Two(a.Int128, b.Int128), Two(a.UInt128, b.UInt128), Two(a.Single, b.Single), Two(a.Double, b.Double),
            Two(a.Decimal, b.Decimal), Two(a.Text, b.Text), Two(a.Uuid, b.Uuid), Two(a.Date, b.Date), Two(a.Time, b.Time), Two(a.Timestamp, b.Timestamp), Two(a.Instant, b.Instant),
            Two(a.Interval, b.Interval), Two(a.Mood, b.Mood), Two(a.Price, b.Price), Two(a.Email, b.Email)),
        "keys.jsonl");

    [Fact]
    public async Task More_rows_than_a_batch_come_back_in_order()
    {
        var rows = Enumerable.Range(0, 5_000).Select(i => new Shaped(
            i,
            i % 7 == 0 ? null : [.. Enumerable.Range(0, i % 5).Select(j => j == 3 ? null : new Item(j, j == 1 ? null : $"item {j} of row {i}"))],
            i % 11 == 0 ? null : Enumerable.Range(0, i % 4).ToDictionary(j => $"key {j}", j => j == 0 ? null : new long?[] { i, null, j }))).ToList();
        var path = _folder.File("rows.jsonl");

        (await rows.ToAsyncEnumerable().ToJsonAsync(path)).ShouldBe(5_000);

        (await Json.Read<Shaped>(path).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }

    [Fact]
    public async Task An_object_that_is_longer_than_a_block_is_read_whole()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new Shaped(
            i, [.. Enumerable.Range(0, i * 500).Select(j => new Item(j, $"item {j}"))], new Dictionary<string, long?[]?> { ["all"] = [.. Enumerable.Range(0, i * 300).Select(j => (long?)j)] })).ToList();
        var path = _folder.File("rows.jsonl");

        await rows.ToAsyncEnumerable().ToJsonAsync(path);

        (await Json.Read<Shaped>(path).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }

    [Fact]
    public async Task Lists_are_arrays_and_records_and_dictionaries_are_objects()
    {
        var path = _folder.File("rows.jsonl");
        Shaped[] rows = [new(1, [new(2, "x"), null], new Dictionary<string, long?[]?> { ["\"é\n"] = [1, null], [""] = null }), new(2, [], new Dictionary<string, long?[]?>()), new(3, null, null)];

        await rows.ToAsyncEnumerable().ToJsonAsync(path);

        (await File.ReadAllLinesAsync(path)).ShouldBe([
            """{"id":1,"items":[{"a":2,"b":"x"},null],"map":{"\"é\n":[1,null],"":null}}""",
            """{"id":2,"items":[],"map":{}}""",
            """{"id":3,"items":null,"map":null}"""]);
    }

    [Fact]
    public async Task Numbers_within_are_read_digit_by_digit() =>
        Content.Of((await ReadAsync<Priced>("""{"lines":[{"amount":0.1234567890},{"AMOUNT":15e-1,"other":[{}]}],"rates":{"1.0":12345678901234567.0000000001}}"""))[0])
            .ShouldBe(Content.Of(new Priced([new(0.1234567890m), new(1.5m)], new Dictionary<int, decimal> { [1] = 12345678901234567.0000000001m })));

    [Theory]
    [InlineData("""{"lines":[{"amount":1},{"amount":0.12345678901}],"rates":{}}""", "has a wrong value in line 2, column 'lines[].amount': '0.12345678901' is no DECIMAL(28,10) ('Priced.Lines'). Correct the file, or change the member's type.")]
    [InlineData("""{"lines":[{"amount":"1"}],"rates":{}}""", """has a wrong value in line 2, column 'lines[].amount': '"1"' is no DECIMAL(28,10) ('Priced.Lines'). Correct the file, or change the member's type.""")]
    [InlineData("""{"lines":[{"amount":null}],"rates":{}}""", "has no value in line 2, column 'lines[].amount', but 'Priced.Lines' has one that is not nullable there. Fill it in, or make it nullable.")]
    [InlineData("{\"lines\":[\n{\"amount\":1},\n{\"amont\":1}],\"rates\":{}}", "has no value in line 4, column 'lines[].amount', but 'Priced.Lines' has one that is not nullable there. Fill it in, or make it nullable. Did you mean 'amont'?")]
    [InlineData("""{"lines":[null],"rates":{}}""", "has no value in line 2, column 'lines[]', but 'Priced.Lines' has one that is not nullable there. Fill it in, or make it nullable.")]
    [InlineData("""{"lines":[{"amount":1,"x":1,"Amount":2}],"rates":{}}""", "has the column 'lines[].amount' twice in line 2. Leave one of them out.")]
    [InlineData("""{"lines":{"amount":1},"rates":{}}""", """has a wrong value in line 2, column 'lines': '{"amount":1}' is no STRUCT("amount" DECIMAL(28,10))[] ('Priced.Lines'). Write it as an array, […], or change the member's type.""")]
    [InlineData("""{"Lines":"[]","rates":{}}""", """has a wrong value in line 2, column 'Lines': '"[]"' is no STRUCT("amount" DECIMAL(28,10))[] ('Priced.Lines'). Write it as an array, […], or change the member's type.""")]
    [InlineData("""{"lines":[[1]],"rates":{}}""", """has a wrong value in line 2, column 'lines[]': '[1]' is no STRUCT("amount" DECIMAL(28,10)) ('Priced.Lines'). Write it as an object, {…}, or change the member's type.""")]
    [InlineData("""{"lines":[],"rates":[]}""", "has a wrong value in line 2, column 'rates': '[]' is no MAP(INTEGER, DECIMAL(28,10)) ('Priced.Rates'). Write it as an object, {…}, or change the member's type.")]
    [InlineData("""{"lines":[],"rates":{"1.5":1}}""", "has a wrong value in line 2, column 'rates.key': '1.5' is no INTEGER ('Priced.Rates'). Correct the file, or change the member's type.")]
    [InlineData("""{"lines":[],"rates":{" 1":1}}""", "has a wrong value in line 2, column 'rates.key': ' 1' is no INTEGER ('Priced.Rates').")]
    [InlineData("""{"lines":[],"rates":{"1 ":1}}""", "has a wrong value in line 2, column 'rates.key': '1 ' is no INTEGER ('Priced.Rates').")]
    [InlineData("""{"lines":[],"rates":{"":1}}""", "has a wrong value in line 2, column 'rates.key': '' is no INTEGER ('Priced.Rates').")]
    [InlineData("""{"lines":[],"rates":{"NaN":1}}""", "has a wrong value in line 2, column 'rates.key': 'NaN' is no INTEGER ('Priced.Rates').")]
    [InlineData("""{"lines":[],"rates":{"[1]":1}}""", "has a wrong value in line 2, column 'rates.key': '[1]' is no INTEGER ('Priced.Rates').")]
    [InlineData("""{"lines":[],"rates":{"1":1,"2":2,"\u0031.0":3}}""", "has the key '1.0' twice in line 2, column 'rates'. Leave one of them out.")]
    [InlineData("""{"lines":[],"rates":{"1":null}}""", "has no value in line 2, column 'rates.value', but 'Priced.Rates' has one that is not nullable there.")]
    [InlineData("""{"lines":[],"rates":{"1":1e-11}}""", "has a wrong value in line 2, column 'rates.value': '1e-11' is no DECIMAL(28,10) ('Priced.Rates').")]
    [InlineData("""{"lines":[{"amount":1],"rates":{}}""", "is not valid JSON in line 2: ")]
    [InlineData("""{"lines":[{"amount":1},],"rates":{}}""", "is not valid JSON in line 2: ")]
    public async Task What_does_not_fit_is_named_by_its_path(string line, string problem) =>
        (await Should.ThrowAsync<DataplatformException>(ReadAsync<Priced>("{\"lines\":[],\"rates\":{}}\n" + line))).Message.ShouldStartWith($"The JSON file '{_folder.File("x.json")}' {problem}");

    [Fact]
    public async Task Texts_within_are_never_guessed()
    {
        var line = """{"id":1,"items":[{"a":1,"b":2}],"map":null}""";
        (await Should.ThrowAsync<DataplatformException>(ReadAsync<Shaped>(line))).Message.ShouldContain("column 'items[].b': '2' is no VARCHAR ('Shaped.Items')");
        line = """{"id":1,"items":null,"map":{"x":[1],"\u0078":null}}""";
        (await Should.ThrowAsync<DataplatformException>(ReadAsync<Shaped>(line))).Message.ShouldEndWith("has the key 'x' twice in line 1, column 'map'. Leave one of them out.");
        line = """{"id":1,"items":null,"map":{"x":[1,"2"]}}""";
        (await Should.ThrowAsync<DataplatformException>(ReadAsync<Shaped>(line))).Message.ShouldContain("""column 'map.value[]': '"2"' is no BIGINT ('Shaped.Map')""");
    }

    [Fact]
    public async Task Keys_that_are_no_single_values_are_refused()
    {
        var key = new ColumnSchema("", ColumnType.Struct([new("x", new(ColumnKind.Int32), false, "X")]), false, "");
        var codec = Cell.Codec(ColumnType.Map(key, new("", new(ColumnKind.Int32), false, "")));
        (await Should.ThrowAsync<DataplatformException>(() => Json.ToJsonAsync(AsyncEnumerable.Empty<Cell>(), _folder.File("x.json"), codec))).Message
            .ShouldBe("Column 'value.key' ('Cell.Value') is STRUCT(\"x\" INTEGER), and the members of a JSON object are named by single values. Make it a list of records, with the key as a member.");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x.json.gz")]
    [InlineData("x.json.zst")]
    [InlineData("array.json.zst")]
    public async Task Compressed_files_are_read(string name)
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $$$"""{"id":{{{i}}},"items":[{"a":{{{i}}},"b":"\u00e9 🦆 \"{{{i}}}\""}],"map":{"k":[{{{i}}},null]}}""");
        var path = _folder.File(name);
        await CompressAsync(path, name.StartsWith("array", StringComparison.Ordinal) ? $"[\n{string.Join(",\n\n", lines)}\n]" : string.Join('\n', lines));

        var rows = await Json.Read<Shaped>(path).ToListAsync();

        rows.Select(row => Content.Of(row)).ShouldBe(Enumerable.Range(0, 20_000).Select(i => Content.Of(
            new Shaped(i, [new(i, $"é 🦆 \"{i}\"")], new Dictionary<string, long?[]?> { ["k"] = [i, null] }))));
        await using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 10);
        }

        (await Should.ThrowAsync<DataplatformException>(async () => await Json.Read<Shaped>(path).ToListAsync())).Message
            .ShouldStartWith($"The JSON file '{path}' cannot be decompressed: it is damaged or cut off.");
    }

    private static Dictionary<TKey, int> Two<TKey>(TKey a, TKey b)
        where TKey : notnull => new([new(a, 1), .. EqualityComparer<TKey>.Default.Equals(a, b) ? [] : new KeyValuePair<TKey, int>[] { new(b, 2) }]);

    private void ComeBack<T>(Gen<T> rows, string name) =>
        Prop.ForAll(Gen.Choose(0, 10).SelectMany(length => Gen.ArrayOf(rows, length)).ToArbitrary(), all => ComeBackAsync(all, name).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(20261127UL, 1UL));

    private async Task ComeBackAsync<T>(T[] rows, string name)
    {
        var path = _folder.File(name);
        (await rows.ToAsyncEnumerable().ToJsonAsync(path)).ShouldBe(rows.Length);
        (await Json.Read<T>(path).ToListAsync()).Select(row => Content.Of(row)).ShouldBe(rows.Select(row => Content.Of(row)));
    }

    private async Task<List<T>> ReadAsync<T>(string text)
    {
        var path = _folder.File("x.json");
        await File.WriteAllTextAsync(path, text);
        return await Json.Read<T>(path).ToListAsync();
    }

    // .NET has no Zstandard, but DuckDB writes a text as it is.
    private async Task CompressAsync(string path, string text)
    {
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            await using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
            return;
        }

        using var session = new SourceSession();
        session.Connection.Execute($"copy (select $1 as t) to '{path}' (format csv, header false, quote '', escape '', delimiter '\u0001', compression zstd)", text);
    }
}

[Contract]
internal sealed record Priced(IReadOnlyList<Line> Lines, IReadOnlyDictionary<int, decimal> Rates);

[Contract]
internal sealed record Line(decimal Amount);

[Contract]
internal sealed record Keyed(
    Dictionary<bool, int> Bools, Dictionary<byte, int> Bytes, Dictionary<short, int> Shorts, Dictionary<Int128, int> Wide, Dictionary<UInt128, int> Widest, Dictionary<float, int> Singles,
    Dictionary<double, int> Doubles, Dictionary<decimal, int> Decimals, Dictionary<string, int> Texts, Dictionary<Guid, int> Uuids, Dictionary<DateOnly, int> Dates, Dictionary<TimeOnly, int> Times,
    Dictionary<DateTime, int> Timestamps, Dictionary<DateTimeOffset, int> Instants, Dictionary<TimeSpan, int> Intervals, Dictionary<Mood, int> Moods, Dictionary<Price, int> Prices,
    Dictionary<Email, int> Emails);
