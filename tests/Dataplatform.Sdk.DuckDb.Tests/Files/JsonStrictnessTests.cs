using System.Text;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>Nothing about a JSON file is guessed, and nothing in it is changed.</summary>
public sealed class JsonStrictnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ColumnKind, string, object> Good => new()
    {
        { ColumnKind.Int64, "1.0", 1L },
        { ColumnKind.Int64, "-9223372036854775808", long.MinValue },
        { ColumnKind.Int64, "-0", 0L },
        { ColumnKind.UInt64, "18446744073709551615", ulong.MaxValue },
        { ColumnKind.Int128, "170141183460469231731687303715884105727", Int128.MaxValue },
        { ColumnKind.Double, "1e-12", 1e-12 },
        { ColumnKind.Double, "\"-Infinity\"", double.NegativeInfinity },
        { ColumnKind.Decimal, "12345678901234567.0000000001", 12345678901234567.0000000001m },
        { ColumnKind.Decimal, "1.25E+3", 1250m },
        { ColumnKind.Decimal, "-1.5e-9", -0.0000000015m },
        { ColumnKind.Decimal, "0e999", 0m },
        { ColumnKind.Date, "\"2024-02-01\"", new DateOnly(2024, 2, 1) },
        { ColumnKind.Time, "\"12:30\"", new TimeOnly(12, 30) },
        { ColumnKind.Time, "\"12:30:01.5\"", new TimeOnly(12, 30, 1, 500) },
        { ColumnKind.Timestamp, "\"2024-02-01\"", new DateTime(2024, 2, 1) },
        { ColumnKind.Timestamp, "\"2024-02-01T10:20:30.1234560\"", new DateTime(2024, 2, 1, 10, 20, 30, 123, 456) },
        { ColumnKind.Timestamp, "\"2024-02-01 10:20\"", new DateTime(2024, 2, 1, 10, 20, 0) },
        { ColumnKind.Instant, "\"2024-02-01T10:20:30Z\"", new DateTimeOffset(2024, 2, 1, 10, 20, 30, TimeSpan.Zero) },
        { ColumnKind.Instant, "\"2024-02-01 10:20:30+02:00\"", new DateTimeOffset(2024, 2, 1, 8, 20, 30, TimeSpan.Zero) },
        { ColumnKind.Instant, "\"2024-02-01T10:20:30.25-0230\"", new DateTimeOffset(2024, 2, 1, 12, 50, 30, 250, TimeSpan.Zero) },
        { ColumnKind.Instant, "\"2024-02-01 10:20:30+02\"", new DateTimeOffset(2024, 2, 1, 8, 20, 30, TimeSpan.Zero) },
        { ColumnKind.Instant, "\"2024-02-01 10:20:30\"", new DateTimeOffset(2024, 2, 1, 10, 20, 30, TimeSpan.Zero) },
        { ColumnKind.Interval, "\"1.02:03:04.5\"", new TimeSpan(1, 2, 3, 4, 500) },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public async Task A_value_is_read_as_it_is_written(ColumnKind kind, string json, object value) =>
        (await ReadAsync($"{{\"value\":{json}}}", kind)).ShouldBe([value]);

    [Theory]
    [InlineData(ColumnKind.Boolean, "1")]
    [InlineData(ColumnKind.Boolean, "\"true\"")]
    [InlineData(ColumnKind.Int32, "1.5")]
    [InlineData(ColumnKind.Int32, "1e2")]
    [InlineData(ColumnKind.Int32, "\"1\"")]
    [InlineData(ColumnKind.Int32, "true")]
    [InlineData(ColumnKind.Int32, "2147483648")]
    [InlineData(ColumnKind.Int32, "[1, {\"a\": 2}]")]
    [InlineData(ColumnKind.UInt8, "256")]
    [InlineData(ColumnKind.UInt64, "-1")]
    [InlineData(ColumnKind.Int64, "9223372036854775808")]
    [InlineData(ColumnKind.Int64, "123456789012345678901234567890123456789012345")]
    [InlineData(ColumnKind.Int128, "170141183460469231731687303715884105728")]
    [InlineData(ColumnKind.Single, "1e39")]
    [InlineData(ColumnKind.Double, "1e400")]
    [InlineData(ColumnKind.Double, "\"1.5\"")]
    [InlineData(ColumnKind.Double, "\"nan\"")]
    [InlineData(ColumnKind.Decimal, "0.12345678901")]
    [InlineData(ColumnKind.Decimal, "1e-11")]
    [InlineData(ColumnKind.Decimal, "1234567890123456789")]
    [InlineData(ColumnKind.Decimal, "1e999999999999")]
    [InlineData(ColumnKind.Decimal, "\"1.5\"")]
    [InlineData(ColumnKind.Text, "1.5")]
    [InlineData(ColumnKind.Text, "{\"a\":1}")]
    [InlineData(ColumnKind.Bytes, "\"not base64!\"")]
    [InlineData(ColumnKind.Bytes, "[1,2]")]
    [InlineData(ColumnKind.Uuid, "\"1234\"")]
    [InlineData(ColumnKind.Date, "\"01/02/2024\"")]
    [InlineData(ColumnKind.Date, "\"2024-02-30\"")]
    [InlineData(ColumnKind.Date, "\"2024-02-01T00:00:00\"")]
    [InlineData(ColumnKind.Date, "20240201")]
    [InlineData(ColumnKind.Time, "\"24:00:00\"")]
    [InlineData(ColumnKind.Time, "\"10:00:00.1234567\"")]
    [InlineData(ColumnKind.Timestamp, "\"2024-02-01T10:00:00+02:00\"")]
    [InlineData(ColumnKind.Timestamp, "1706781600")]
    [InlineData(ColumnKind.Instant, "\"02/01/2024 10:00:00Z\"")]
    [InlineData(ColumnKind.Interval, "\"1 month\"")]
    public async Task A_value_that_would_be_changed_or_guessed_is_refused(ColumnKind kind, string json)
    {
        var shown = json.StartsWith('"') && kind >= ColumnKind.Text ? json.Trim('"') : json;
        (await FailAsync($"{{\"value\":null}}\n{{\"Value\": {json} }}\n", kind)).ShouldContain($"has a wrong value in line 2, column 'Value': '{shown}' is no ");
    }

    [Fact]
    public async Task A_bad_element_of_an_array_is_named_by_its_number() =>
        (await FailAsync("[{\"value\":1},\n{\"value\":2}, {\"value\":\"x\"}]", ColumnKind.Int64)).ShouldBe(
            $"The JSON file '{_folder.File("x.json")}' has a wrong value in element 3 (line 2), column 'value': '\"x\"' is no BIGINT ('Cell.Value'). Correct the file, or change the member's type.");

    [Fact]
    public async Task A_bad_value_far_down_is_found()
    {
        var lines = string.Concat(Enumerable.Range(1, 100_000).Select(i => i == 90_000 ? "{\"value\":\n1.5}\n" : $"{{\"value\":{i}}}\n"));
        (await FailAsync(lines, ColumnKind.Int64)).ShouldContain("in line 90001, column 'value': '1.5' is no BIGINT");
    }

    [Theory]
    [InlineData("{\"value\":1}\n{\"value\":x}", "in line 2: 'x' is an invalid start of a value")]
    [InlineData("{\"value\":1}\n\n{\"value\":1,}", "in line 3: ")]
    [InlineData("{\"value\":1}\n{\"value\":\n01}", "in line 3: ")]
    [InlineData("{\"value\":NaN}", "in line 1: ")]
    [InlineData("// a comment\n{\"value\":1}", "in line 1: a row must be an object, {…}; a CSV file is read with Csv.Read.")]
    [InlineData("{\"value\":1}\n{\"value\":", "in line 2: ")]
    [InlineData("{\"value\":1}\n[1]", "in line 2: a row must be an object, {…}.")]
    [InlineData("[{\"value\":1}\n{\"value\":2}]", "in element 1 (line 2): the elements of the array must be separated by commas, and the array closed by ']'.")]
    [InlineData("[{\"value\":1},\n2]", "in element 2 (line 2): a row must be an object, {…}.")]
    [InlineData("[{\"value\":1},\n]", "in element 2 (line 2): a row must be an object, {…}.")]
    [InlineData("[{\"value\":1}", "in element 1 (line 1): the elements of the array must be separated by commas, and the array closed by ']'.")]
    [InlineData("[", "in element 1 (line 1): a row must be an object, {…}.")]
    [InlineData("[]\n{\"value\":1}", "something follows the array.")]
    [InlineData("{\"value\":\"\\ud83d\"}", "in line 1: a text is not valid UTF-8, or holds half of a surrogate pair.", ColumnKind.Text)]
    [InlineData("{\"x\":1,\n\"value\":\"\xff\"}", "in line 2: a text is not valid UTF-8, or holds half of a surrogate pair.", ColumnKind.Text)]
    public async Task A_malformed_file_names_the_line(string text, string end, ColumnKind kind = ColumnKind.Int64) =>
        (await Should.ThrowAsync<DataplatformException>(ReadAsync(text, kind, Encoding.Latin1))).Message.ShouldContain(end);

    [Fact]
    public async Task A_column_that_is_there_twice_is_refused() =>
        (await FailAsync("{\"value\":1,\"x\":1,\"x\":2,\"Value\":1}", ColumnKind.Int64)).ShouldBe(
            $"The JSON file '{_folder.File("x.json")}' has the column 'value' twice in line 1. Leave one of them out.");

    [Fact]
    public async Task A_name_that_an_enum_lacks_is_refused()
    {
        var codec = new BoxedCodec<Cell>(
            new RowSchema("Car", [new("colour", new(ColumnKind.Text), false, "Colour") { AllowedValues = ["Red", "Green"] }]), cell => [cell.Value], values => new Cell(values[0]));
        var path = _folder.File("x.json");
        await File.WriteAllTextAsync(path, "{\"colour\":\"Red\"}\n{\"colour\":\"Blue\"}");
        (await Should.ThrowAsync<DataplatformException>(Json.Read(path, codec).ToListAsync().AsTask())).Message.ShouldBe(
            $"The JSON file '{path}' has a wrong value in line 2, column 'colour': 'Blue' is none of Red, Green ('Car.Colour'). Correct the file, or add the name to the enum.");
    }

    private async Task<List<object?>> ReadAsync(string text, ColumnKind kind, Encoding? encoding = null)
    {
        var path = _folder.File("x.json");
        await File.WriteAllTextAsync(path, text, encoding ?? new UTF8Encoding(false));
        var type = kind == ColumnKind.Decimal ? ColumnType.Decimal(28, 10) : new ColumnType(kind);
        return await Json.Read(path, Cell.Codec(type)).Select(cell => cell.Value).ToListAsync();
    }

    private async Task<string> FailAsync(string text, ColumnKind kind) => (await Should.ThrowAsync<DataplatformException>(ReadAsync(text, kind))).Message;
}
