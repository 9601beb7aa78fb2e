using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>What the options change, and that nothing else changes with them.</summary>
public sealed class CsvOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Fields_may_be_separated_otherwise(char delimiter)
    {
        var text = "order_id,amount,note\n1,1.5,\"a,b\"\n2,2,'x\n".Replace(',', delimiter);
        (await ReadAsync(text, new() { Delimiter = delimiter })).ShouldBe([new Order(1, 1.5m, $"a{delimiter}b"), new Order(2, 2m, "'x")]);
    }

    [Fact]
    public async Task A_comma_is_data_where_it_is_no_delimiter() =>
        (await FailAsync("order_id;amount;note\n1;1,5;x\n", new() { Delimiter = ';' })).ShouldContain("in line 2, column 'amount': '1,5' is no DECIMAL(28,10)");

    [Fact]
    public async Task A_malformed_line_is_found_with_another_delimiter() =>
        (await FailAsync("order_id;amount;note\n1;1;x\n2;2\n", new() { Delimiter = ';' }))
            .ShouldEndWith("line 3 has 2 fields, but the header has 3 fields; correct the line, and put a text that holds the delimiter in quotes.");

    [Fact]
    public async Task Without_a_header_the_fields_are_those_of_the_contract()
    {
        var options = new CsvOptions { HasHeader = false };
        (await ReadAsync("1,1.5,x\n2,2,\n", options)).ShouldBe([new Order(1, 1.5m, "x"), new Order(2, 2m, null)]);
        (await ReadAsync("", options)).ShouldBeEmpty();
        (await FailAsync("1,1.5,x\n\n?,2,\n", options)).ShouldContain("in line 3, column 'order_id': '?' is no BIGINT");
        (await FailAsync("1,1.5\n", options)).ShouldEndWith("line 1 has 2 fields, but the contract has 3 fields; correct the line, and put a text that holds a comma in quotes.");
    }

    [Fact]
    public async Task A_text_may_stand_for_a_missing_value()
    {
        var options = new CsvOptions { NullText = "NA" };
        (await ReadAsync("order_id,amount,note\n1,1,NA\n2,2,\"NA\"\n3,3,\n4,4,\"\"\n", options))
            .ShouldBe([new Order(1, 1m, null), new Order(2, 2m, "NA"), new Order(3, 3m, ""), new Order(4, 4m, "")]);
        (await FailAsync("order_id,amount,note\n1,NA,x\n", options)).ShouldContain("has no value in line 2, column 'amount'");
        (await FailAsync("order_id,amount,note\n1,,x\n", options)).ShouldContain("has no value in line 2, column 'amount'");
        (await FailAsync("order_id,amount,note\n1,\"NA\",x\n", options)).ShouldContain("'NA' is no DECIMAL(28,10)");
    }

    [Fact]
    public async Task An_empty_text_in_quotes_is_no_missing_text() =>
        (await ReadAsync("order_id,amount,note\n\"1\",\"1\",\"\"\n2,2,\n", new())).ShouldBe([new Order(1, 1m, ""), new Order(2, 2m, null)]);

    [Fact]
    public async Task Files_of_a_pattern_are_read_in_the_order_of_their_paths_each_by_its_header()
    {
        Write("b/2.csv", "amount,order_id,note\n3,3,\n");
        Write("a/2.csv", "order_id,amount,note\n2,2,\n");
        Write("a/1.csv", "Order ID,amount,note,other\n1,1,,x\n");
        Write("a/1.txt", "order_id,amount,note\n9,9,\n");
        Write("a/.3.csv", "order_id,amount,note\n9,9,\n");
        Write(".orders.csv.0/complete/4.csv", "order_id,amount,note\n9,9,\n");

        (await IdsAsync("*/*.csv")).ShouldBe([1, 2, 3]);
        (await IdsAsync("**/*.csv")).ShouldBe([1, 2, 3]);
        (await IdsAsync("?/2.csv")).ShouldBe([2, 3]);
        (await IdsAsync("a/.*.csv")).ShouldBe([9]);
        (await Should.ThrowAsync<DataplatformException>(IdsAsync("c/*.csv"))).Message.ShouldBe($"No file matches '{_folder.File("c/*.csv")}'.");
    }

    [Fact]
    public async Task A_bad_value_in_a_file_of_a_pattern_names_that_file()
    {
        Write("1.csv", "order_id,amount,note\n1,1,\n");
        var path = Write("2.csv", "order_id,amount,note\n2,2,\n?,3,\n");
        (await Should.ThrowAsync<DataplatformException>(IdsAsync("*.csv"))).Message.ShouldStartWith($"The CSV file '{path}' has a wrong value in line 3, column 'order_id': '?'");
    }

    private async Task<List<Order>> ReadAsync(string text, CsvOptions options) => await Csv.Read(Write("x.csv", text), options, Order.Codec).ToListAsync();

    private async Task<string> FailAsync(string text, CsvOptions options) => (await Should.ThrowAsync<DataplatformException>(ReadAsync(text, options))).Message;

    private async Task<long[]> IdsAsync(string pattern) => await Csv.Read(_folder.File(pattern), new CsvOptions(), Order.Codec).Select(order => order.OrderId).ToArrayAsync();

    private string Write(string name, string text)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
