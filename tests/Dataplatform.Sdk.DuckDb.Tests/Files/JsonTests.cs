using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

public sealed class JsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(KindValues.OfText), MemberType = typeof(KindValues), DisableDiscoveryEnumeration = true)]
    public async Task Values_and_missing_values_come_back_as_they_were(ColumnType type, object[] values)
    {
        Cell[] rows = [new(null), .. values.Select(value => new Cell(value)), new(null)];
        var path = _folder.File("values.jsonl");

        (await Json.ToJsonAsync(rows.ToAsyncEnumerable(), path, Cell.Codec(type))).ShouldBe(rows.Length);

        (await Json.Read(path, Cell.Codec(type)).ToListAsync()).Select(cell => cell.Value).ShouldBe(rows.Select(cell => cell.Value));
        (await File.ReadAllLinesAsync(path)).Length.ShouldBe(rows.Length);
    }

    [Theory]
    [InlineData("orders.jsonl")]
    [InlineData("orders.jsonl.gz")]
    public async Task Many_rows_come_back_in_order(string name)
    {
        var orders = Enumerable.Range(1, 50_000).Select(i => new Order(i, i / 4m, i % 3 == 0 ? null : $"note number {i}")).ToList();
        var path = _folder.File(name);

        (await Json.ToJsonAsync(orders.ToAsyncEnumerable(), path, Order.Codec)).ShouldBe(50_000);

        (await Json.Read(path, Order.Codec).ToListAsync()).ShouldBe(orders);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public async Task A_row_is_an_object_on_a_line()
    {
        var path = _folder.File("orders.jsonl");
        Order[] orders = [new(1, 1.5m, "\"🦆\"\n<é>"), new(2, -3m, null)];

        await Json.ToJsonAsync(orders.ToAsyncEnumerable(), path, Order.Codec);

        (await File.ReadAllTextAsync(path)).ShouldBe("{\"order_id\":1,\"amount\":1.5,\"note\":\"\\\"\\uD83E\\uDD86\\\"\\n<é>\"}\n{\"order_id\":2,\"amount\":-3,\"note\":null}\n");
    }

    [Theory]
    [InlineData("""{"order_id":1,"amount":1.5,"note":"x"}""")]
    [InlineData("""{"note":"x","amount":1.5,"order_id":1}""")]
    [InlineData("""{"OrderId":1,"AMOUNT":15e-1,"Note":"\u0078"}""")]
    [InlineData("""[{"orderId":1,"amount":1.50000000000,"note":"x","other":{"amount":[1,{"note":null}]}}]""")]
    [InlineData(" [\n{\n\"order_id\"\t: 1.0,\r\n\"amount\":1.5,\"note\":\"x\"}\n]\n ")]
    [InlineData("\ufeff{\"order_id\":1,\"amount\":1.5,\"note\":\"x\"}\r\n\r\n")]
    public async Task Members_are_found_by_name_and_others_are_left(string text) =>
        (await ReadAsync(text)).ShouldBe([new Order(1, 1.5m, "x")]);

    [Fact]
    public async Task A_member_that_is_not_there_is_a_missing_value()
    {
        (await ReadAsync("{\"order_id\":1,\"amount\":1}\n{\"order_id\":2,\"amount\":2,\"note\":null}\n{\"order_id\":3,\"amount\":3,\"note\":\"\"}"))
            .ShouldBe([new Order(1, 1m, null), new Order(2, 2m, null), new Order(3, 3m, "")]);
        var path = _folder.File("x.json");
        (await FailAsync("{\"order_id\":1,\"amount\":1}\n{\"order_id\":1,\"amont\":1}")).ShouldBe(
            $"The JSON file '{path}' has no value in line 2, column 'amount', but 'Order.Amount' is not nullable. Fill it in, or make the member nullable. Did you mean 'amont'?");
        (await FailAsync("[{\"order_id\":1,\"amount\":1},\n\n{\"order_id\":1,\"Amount\":null}]")).ShouldBe(
            $"The JSON file '{path}' has no value in element 2 (line 3), column 'Amount', but 'Order.Amount' is not nullable. Fill it in, or make the member nullable.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("[]")]
    [InlineData(" [ ] \n")]
    public async Task A_file_may_have_no_rows(string text) => (await ReadAsync(text)).ShouldBeEmpty();

    [Fact]
    public async Task Objects_that_are_longer_than_a_block_are_read_whole()
    {
        var orders = Enumerable.Range(0, 60).Select(i => new Order(i, i, new string((char)('a' + (i % 26)), i * 7919))).ToList();
        var lines = string.Join("\n", orders.Select(order => $$"""{"skipped":["{{new string('[', (int)order.OrderId * 4001)}}"],"note":"{{order.Note}}","order_id":{{order.OrderId}},"amount":{{order.Amount}}}"""));

        (await ReadAsync(lines)).ShouldBe(orders);
        (await ReadAsync($"[{lines.Replace("}\n", "}\n,")}]")).ShouldBe(orders);
    }

    [Fact]
    public async Task Objects_with_ever_other_members_are_read()
    {
        var lines = Enumerable.Range(0, 3000).Select(i => $$"""{"key{{i}}":1,"order_id":{{i}},"amount":1}""");
        (await ReadAsync(string.Join("\n", lines))).Select(order => order.OrderId).ShouldBe(Enumerable.Range(0, 3000).Select(i => (long)i));
    }

    [Fact]
    public async Task Files_of_a_pattern_are_read_in_the_order_of_their_paths()
    {
        await WriteAsync("b/1.json", "[{\"order_id\":3,\"amount\":1}]");
        await WriteAsync("a/1.json", "{\"order_id\":1,\"amount\":1}\n{\"order_id\":2,\"amount\":1}");
        await WriteAsync("a/.2.json", "broken");
        (await Json.Read(_folder.File("**/*.json"), Order.Codec).Select(order => order.OrderId).ToListAsync()).ShouldBe([1L, 2L, 3L]);
    }

    private async Task<List<Order>> ReadAsync(string text) => await Json.Read(await WriteAsync("x.json", text), Order.Codec).ToListAsync();

    private async Task<string> FailAsync(string text) => (await Should.ThrowAsync<DataplatformException>(ReadAsync(text))).Message;

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
