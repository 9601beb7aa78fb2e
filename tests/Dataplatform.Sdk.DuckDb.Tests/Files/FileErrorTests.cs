using System.IO.Compression;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>A file that cannot be read is named in one message, whatever is the matter with it.</summary>
public sealed class FileErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats => ["CSV", "JSON", "Parquet"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_file_folder_or_pattern_that_is_not_there_is_named(string format)
    {
        await File.WriteAllTextAsync(_folder.File("orders.x"), "");
        (await FailAsync(format, _folder.File("oders.x"))).ShouldBe($"The {format} file '{_folder.File("oders.x")}' does not exist. Did you mean 'orders.x'?");
        (await FailAsync(format, _folder.File("no/oders.x"))).ShouldBe($"The {format} file '{_folder.File("no/oders.x")}' does not exist. Its folder '{_folder.File("no")}' does not exist either.");
        (await FailAsync(format, _folder.Path)).ShouldBe($"'{_folder.Path}' is a folder, not a {format} file. For all files in it, name a pattern: '{_folder.File("*")}'.");
        (await FailAsync(format, _folder.File("no/*.x"))).ShouldBe($"No file matches '{_folder.File("no/*.x")}'.");
    }

    [Theory]
    [InlineData("CSV", ".csv.gz")]
    [InlineData("CSV", ".csv.zst")]
    [InlineData("JSON", ".json.gz")]
    public async Task A_compressed_file_that_is_cut_off_is_an_error_wherever_it_is_cut(string format, string suffix)
    {
        var path = _folder.File($"orders{suffix}");
        var orders = Enumerable.Range(1, 20_000).Select(i => new Order(i, i, $"{i * 7919 % 10007}"));
        await (format == "CSV" ? Csv.ToCsvAsync(orders.ToAsyncEnumerable(), path, CsvOptions.Default, Order.Codec) : Json.ToJsonAsync(orders.ToAsyncEnumerable(), path, Order.Codec));
        var bytes = await File.ReadAllBytesAsync(path);

        foreach (var length in new[] { 5, 11, 20, bytes.Length / 2, bytes.Length - 9, bytes.Length - 5, bytes.Length - 1 })
        {
            await File.WriteAllBytesAsync(path, bytes[..length]);
            (await FailAsync(format, path)).ShouldStartWith($"The {format} file '{path}' cannot be decompressed: it is damaged or cut off. ");
        }
    }

    [Theory]
    [InlineData("CSV", "orders.csv.gz")]
    [InlineData("JSON", "orders.json.gz")]
    public async Task A_compressed_file_of_several_parts_is_read_to_its_end(string format, string name)
    {
        var path = _folder.File(name);
        string[] parts = format == "CSV" ? ["order_id,amount,note\n1,1,\n", "2,2,\n"] : ["{\"order_id\":1,\"amount\":1}\n", "{\"order_id\":2,\"amount\":2}\n"];
        await using (var file = File.Create(path))
        {
            foreach (var part in parts)
            {
                await using var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
                await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(part));
            }
        }

        (await ReadAsync(format, path)).Select(order => order.OrderId).ShouldBe([1L, 2L]);
    }

    [Theory]
    [InlineData("CSV", "x.csv", "{\"order_id\":1,\"amount\":1}\n", "The line seems to be JSON; read the file with Json.Read.")]
    [InlineData("CSV", "x.csv", "PAR1....PAR1", "is a Parquet file; read it with Parquet.Read.")]
    [InlineData("CSV", "x.csv", "\x1f\x8b\x08\x00", "is compressed with gzip, which its name does not say; let it end in .gz.")]
    [InlineData("CSV", "x.csv.gz", "order_id,amount,note\n", "is not compressed with gzip, although its name ends in .gz; rename it.")]
    [InlineData("CSV", "x.csv.zst", "order_id,amount,note\n", "is not compressed with Zstandard, although its name ends in .zst; rename it.")]
    [InlineData("JSON", "x.json", "order_id,amount,note\n", "is not valid JSON in line 1: a row must be an object, {…}; a CSV file is read with Csv.Read.")]
    [InlineData("JSON", "x.json", "PAR1....PAR1", "is a Parquet file; read it with Parquet.Read.")]
    [InlineData("Parquet", "x.parquet", "order_id,amount,note\n", "is no Parquet file, or its beginning is missing.")]
    [InlineData("Parquet", "x.parquet", "", "is no Parquet file, or its beginning is missing.")]
    public async Task A_file_of_another_format_is_named(string format, string name, string content, string end)
    {
        var path = _folder.File(name);
        await File.WriteAllTextAsync(path, content, System.Text.Encoding.Latin1);
        var message = await FailAsync(format, path);
        message.ShouldStartWith($"The {format} file '{path}'");
        message.ShouldEndWith(end);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(-200)]
    public async Task A_damaged_Parquet_file_is_named(int at)
    {
        var path = _folder.File("orders.parquet");
        await Parquet.ToParquetAsync(Enumerable.Range(1, 20_000).Select(i => new Order(i, i, $"{i}")).ToAsyncEnumerable(), path, ParquetOptions.Default, Order.Codec);
        var bytes = await File.ReadAllBytesAsync(path);
        var from = at < 0 ? bytes.Length + at : at;
        bytes.AsSpan(from, Math.Min(100, bytes.Length - from)).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes);

        (await FailAsync("Parquet", path)).ShouldStartWith($"The Parquet file '{path}' cannot be read. ");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_file_that_the_system_does_not_let_be_read_is_named(string format)
    {
        var path = _folder.File("x");
        using var held = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        (await FailAsync(format, path)).ShouldStartWith($"The {format} file '{path}' cannot be read. ");
    }

    private static async Task<string> FailAsync(string format, string path) =>
        (await Should.ThrowAsync<DataplatformException>(async () => await ReadAsync(format, path))).Message;

    private static async Task<List<Order>> ReadAsync(string format, string path) => await (format switch
    {
        "CSV" => Csv.Read(path, CsvOptions.Default, Order.Codec),
        "JSON" => Json.Read(path, Order.Codec),
        _ => Parquet.Read(path, ParquetReadOptions.Default, Order.Codec),
    }).ToListAsync();
}
