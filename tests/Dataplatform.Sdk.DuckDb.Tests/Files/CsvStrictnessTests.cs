using System.Text;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>Nothing about a file is guessed, and nothing in it is changed.</summary>
public sealed class CsvStrictnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ColumnKind, string, object> Good => new()
    {
        { ColumnKind.Int64, "1.0", 1L },
        { ColumnKind.Int64, "-9223372036854775808", long.MinValue },
        { ColumnKind.Double, "1e-12", 1e-12 },
        { ColumnKind.Boolean, "true", true },
        { ColumnKind.Date, "2024-02-01", new DateOnly(2024, 2, 1) },
        { ColumnKind.Time, "12:30", new TimeOnly(12, 30) },
        { ColumnKind.Time, "12:30:01.5", new TimeOnly(12, 30, 1, 500) },
        { ColumnKind.Timestamp, "2024-02-01", new DateTime(2024, 2, 1) },
        { ColumnKind.Timestamp, "2024-02-01T10:20:30", new DateTime(2024, 2, 1, 10, 20, 30) },
        { ColumnKind.Instant, "2024-02-01T10:20:30Z", new DateTimeOffset(2024, 2, 1, 10, 20, 30, TimeSpan.Zero) },
        { ColumnKind.Instant, "2024-02-01 10:20:30+02:00", new DateTimeOffset(2024, 2, 1, 8, 20, 30, TimeSpan.Zero) },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public async Task A_value_is_read_as_it_is_written(ColumnKind kind, string text, object value) =>
        (await ReadAsync($"value,x\n{text},y\n", kind)).ShouldBe([value]);

    [Theory]
    [InlineData(ColumnKind.Int32, "1.5")]
    [InlineData(ColumnKind.UInt8, "256")]
    [InlineData(ColumnKind.Date, "01/02/2024")]
    [InlineData(ColumnKind.Date, "2024/02/01")]
    [InlineData(ColumnKind.Date, "01-02-03")]
    [InlineData(ColumnKind.Date, "2024-02-30")]
    [InlineData(ColumnKind.Time, "24:00:00")]
    [InlineData(ColumnKind.Time, "10:00:00.1234567")]
    [InlineData(ColumnKind.Timestamp, "01/02/2024 10:00")]
    [InlineData(ColumnKind.Timestamp, "2024-02-01T10:00:00+02:00")]
    [InlineData(ColumnKind.Timestamp, "infinity")]
    [InlineData(ColumnKind.Instant, "02/01/2024 10:00:00Z")]
    public async Task A_value_that_would_be_changed_or_guessed_is_refused(ColumnKind kind, string text) =>
        (await FailAsync($"value,x\n,y\n\"{text}\",y\n", kind)).ShouldContain($"has a wrong value in line 3, column 'value': '{text}' is no ");

    [Fact]
    public async Task A_path_is_no_pattern()
    {
        Write("a1.csv", "value\n1\n");
        (await Csv.Read(Write("a[1].csv", "value\n2\n"), CsvOptions.Default, Cell.Codec(new(ColumnKind.Int64))).ToListAsync()).ShouldBe([new Cell(2L)]);
        (await Csv.Read(Write("a*.csv", "value\n3\n"), CsvOptions.Default, Cell.Codec(new(ColumnKind.Int64))).ToListAsync()).ShouldBe([new Cell(3L)]);
        (await Csv.Read(Write("a?'s.csv", "value\n4\n"), CsvOptions.Default, Cell.Codec(new(ColumnKind.Int64))).ToListAsync()).ShouldBe([new Cell(4L)]);
    }

    [Theory]
    [InlineData("value\na;b\nc;d\n", new[] { "a;b", "c;d" })]
    [InlineData("value\r\na\tb\r\n\"c|\r\nd\"\r\n", new[] { "a\tb", "c|\r\nd" })]
    [InlineData("\ufeffvalue\n1\n2", new[] { "1", "2" })]
    [InlineData("value\n\"say \"\"hi\"\", you\"\n'q'\n", new[] { "say \"hi\", you", "'q'" })]
    [InlineData("\"a\nvalue\",value\n1,2\n", new[] { "2" })]
    [InlineData("value,value\n1,2\n", new[] { "1" })]
    public async Task Commas_and_double_quotes_are_all_there_is(string text, string[] values) =>
        (await ReadAsync(text, ColumnKind.Text)).ShouldBe(values);

    [Fact]
    public async Task A_blank_line_counts_as_a_line()
    {
        (await FailAsync("value,x\n\n1,y\n\n?,y\n", ColumnKind.Int64)).ShouldContain("in line 5, column 'value'");
        (await FailAsync("value\n\n1\n\n?\n", ColumnKind.Int64)).ShouldContain("in line 5, column 'value'");
    }

    [Fact]
    public async Task A_file_with_another_separator_says_so() =>
        (await FailAsync("id;value\n1;2\n", ColumnKind.Int64)).ShouldEndWith("Its columns are: id;value. The line seems to be separated by semicolons, not by commas; set CsvOptions.Delimiter.");

    [Theory]
    [InlineData("value,x\n\"1\",\"y\"\n3,\"z", "line 3 has a quote in field 2 that is never closed; close it, or write it twice within a quoted field.")]
    [InlineData("value,x\n1,\"y\"z\n", "line 2 has text behind the closing quote of field 2; write a quote within a quoted field twice, \"\".")]
    [InlineData("value,x\n1,y\n2\n", "line 3 has 1 field, but the header has 2 fields; correct the line, and put a text that holds a comma in quotes.")]
    [InlineData("value,x\n1,\"\n\"\n1,y,z\n", "line 4 has 3 fields, but the header has 2 fields; correct the line, and put a text that holds a comma in quotes.")]
    [InlineData("value,x\n1,y\n2,y\r\n", "line 3 ends in CRLF, but the lines before it in LF; write all line ends alike.")]
    [InlineData("value,x\n1,y\n\xff,y\n", "line 3 is not UTF-8; convert the file.")]
    [InlineData("value,\xe4\n1,y\n", "line 1 is not UTF-8; convert the file.")]
    [InlineData("", " is empty; its first line must name the columns.")]
    public async Task A_malformed_file_names_the_line(string text, string end) =>
        (await Should.ThrowAsync<DataplatformException>(ReadAsync(text, ColumnKind.Int64, Encoding.Latin1))).Message.ShouldEndWith(end);

    [Fact]
    public async Task A_name_that_an_enum_lacks_is_refused()
    {
        var codec = new BoxedCodec<Cell>(
            new RowSchema("Car", [new("colour", new(ColumnKind.Text), false, "Colour") { AllowedValues = ["Red", "Green"] }]), cell => [cell.Value], values => new Cell(values[0]));
        (await Csv.Read(Write("x.csv", "colour\nRed\nGreen\n"), CsvOptions.Default, codec).ToListAsync()).Count.ShouldBe(2);
        var path = Write("x.csv", "colour\nRed\nBlue\n");
        (await Should.ThrowAsync<DataplatformException>(Csv.Read(path, CsvOptions.Default, codec).ToListAsync().AsTask())).Message.ShouldBe(
            $"The CSV file '{path}' has a wrong value in line 3, column 'colour': 'Blue' is none of Red, Green ('Car.Colour'). Correct the file, or add the name to the enum.");
    }

    [Fact]
    public async Task A_compressed_file_is_read()
    {
        var path = _folder.File("x.csv.gz");
        await using (var file = new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionLevel.Fastest))
        {
            await file.WriteAsync("value\n1\n"u8.ToArray(), CancellationToken.None);
        }

        (await Csv.Read(path, CsvOptions.Default, Cell.Codec(new(ColumnKind.Int64))).ToListAsync()).ShouldBe([new Cell(1L)]);
    }

    private async Task<List<object?>> ReadAsync(string text, ColumnKind kind, Encoding? encoding = null)
    {
        var path = _folder.File("x.csv");
        await File.WriteAllTextAsync(path, text, encoding ?? new UTF8Encoding(false), CancellationToken.None);
        return await Csv.Read(path, CsvOptions.Default, Cell.Codec(new(kind))).Select(cell => cell.Value).ToListAsync();
    }

    private async Task<string> FailAsync(string text, ColumnKind kind) => (await Should.ThrowAsync<DataplatformException>(ReadAsync(text, kind))).Message;

    private string Write(string name, string text)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
