using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_are_found_by_name_in_any_order()
    {
        var path = Write("note,amount,order_id\nhello,1.5,1\n,2,2\n\"a, \"\"b\"\"\nc\",-3.25,3\n");
        (await ReadAsync(path)).ShouldBe([new Order(1, 1.5m, "hello"), new Order(2, 2m, null), new Order(3, -3.25m, "a, \"b\"\nc")]);
    }

    [Theory]
    [InlineData("OrderId,AMOUNT,Note\n1,2,x\n")]
    [InlineData("Order ID,Amount,note\n1,2,x\n")]
    [InlineData("order-id,amount,note,another\n1,2,x,y\n")]
    [InlineData("order_id,amount,note\r\n1,2,x\r\n")]
    [InlineData("\ufefforder_id,amount,note\n1,2,x\n")]
    public async Task Headers_may_be_written_in_other_ways(string text) =>
        (await ReadAsync(Write(text))).ShouldBe([new Order(1, 2m, "x")]);

    [Fact]
    public async Task A_file_with_a_header_only_has_no_rows() => (await ReadAsync(Write("order_id,amount,note\n"))).ShouldBeEmpty();

    [Fact]
    public async Task Many_rows_come_in_order()
    {
        var path = Write("order_id,amount,note\n" + string.Concat(Enumerable.Range(1, 50_000).Select(i => $"{i},1.25,note {i}\n")));
        (await ReadAsync(path)).Select(order => order.OrderId).ShouldBe(Enumerable.Range(1, 50_000).Select(i => (long)i));
    }

    [Fact]
    public async Task An_empty_field_is_an_empty_text_where_nothing_may_be_missing()
    {
        var codec = new BoxedCodec<(string Id, string Text)>(
            new RowSchema("Row", [new("id", new(ColumnKind.Text), false, "Id"), new("text", new(ColumnKind.Text), false, "Text")]),
            row => [row.Id, row.Text],
            values => ((string)values[0]!, (string)values[1]!));
        (await Csv.Read(Write("id,text\n007,\n,x\n"), CsvOptions.Default, codec).ToListAsync()).ShouldBe([("007", ""), ("", "x")]);
    }

    [Fact]
    public async Task A_missing_file_is_named_in_full_with_the_nearest_one_there()
    {
        Write("order_id\n1\n");
        var path = _folder.File("oders.csv");
        (await FailAsync(path)).ShouldBe($"The CSV file '{path}' does not exist. Did you mean 'orders.csv'?");
        (await FailAsync(_folder.File("no/oders.csv"))).ShouldContain("does not exist either");
        (await FailAsync(_folder.Path)).ShouldContain("is a folder");
    }

    [Fact]
    public async Task A_missing_column_names_those_that_are_there()
    {
        var path = Write("order_id,amont,note\n1,2,x\n");
        (await FailAsync(path)).ShouldBe(
            $"The CSV file '{path}' has no column 'amount' ('Order.Amount'). Did you mean 'amont'? Its columns are: order_id, amont, note.");
    }

    [Theory]
    [InlineData("order_id,amount,note\n1,2,x\nseven,2,x\n3,4,5\n", 3, "order_id", "seven", "BIGINT", "OrderId")]
    [InlineData("order_id,amount,note\n1,many,x\n", 2, "amount", "many", "DECIMAL(28,10)", "Amount")]
    [InlineData("order_id,amount,note\n1,1.5000000000000,x\n2,1.00000000005,\n", 3, "amount", "1.00000000005", "DECIMAL(28,10)", "Amount")]
    [InlineData("order_id,amount,note\n1,1,\"x\n\ny\"\n2,1e30,y\n", 5, "amount", "1e30", "DECIMAL(28,10)", "Amount")]
    [InlineData("order_id,amount,note\n1,1,x\n\n1.5,1,x\n", 4, "order_id", "1.5", "BIGINT", "OrderId")]
    [InlineData("order_id,amount,note\n1e2,1,x\n", 2, "order_id", "1e2", "BIGINT", "OrderId")]
    [InlineData("order_id,amount,note\n1,1e-12,x\n", 2, "amount", "1e-12", "DECIMAL(28,10)", "Amount")]
    [InlineData("order_id,amount,note\r\n1,1.5e-3,\"\r\n\"\r\n1,1.25e-9,x\r\n", 4, "amount", "1.25e-9", "DECIMAL(28,10)", "Amount")]
    public async Task A_bad_value_names_line_column_value_and_type(string text, int line, string column, string value, string type, string member)
    {
        var path = Write(text);
        (await FailAsync(path)).ShouldBe(
            $"The CSV file '{path}' has a wrong value in line {line}, column '{column}': '{value}' is no {type} ('Order.{member}'). Correct the file, or change the member's type.");
    }

    [Fact]
    public async Task A_bad_value_far_down_is_found()
    {
        var path = Write("order_id,amount,note\n" + string.Concat(Enumerable.Range(1, 300_000).Select(i => i == 250_000 ? "x,1,n\n" : $"{i},1.25,note\n")));
        (await FailAsync(path)).ShouldContain("in line 250001, column 'order_id': 'x' is no BIGINT");
    }

    [Fact]
    public async Task A_missing_value_names_its_column()
    {
        var path = Write("order_id,amount,note\n1,,x\n");
        (await FailAsync(path)).ShouldBe($"The CSV file '{path}' has no value in line 2, column 'amount', but 'Order.Amount' is not nullable. Fill it in, or make the member nullable.");
    }

    [Fact]
    public void A_type_that_is_no_contract_is_refused() =>
        Should.Throw<DataplatformException>(() => Csv.Read<Version>("x.csv")).Message.ShouldContain("'Version' is not a data contract");

    private static Task<List<Order>> ReadAsync(string path) => Csv.Read(path, CsvOptions.Default, Order.Codec).ToListAsync().AsTask();

    private static async Task<string> FailAsync(string path) => (await Should.ThrowAsync<DataplatformException>(ReadAsync(path))).Message;

    private string Write(string text)
    {
        var path = _folder.File("orders.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
