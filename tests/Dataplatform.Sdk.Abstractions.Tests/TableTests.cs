namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class TableTests
{
    [Fact]
    public async Task A_table_of_rows_in_memory_serves_plain_calls()
    {
        var table = Table.Of(3, 1, 2);

        (await table.ToListAsync()).ShouldBe([3, 1, 2]);
        (await table.PreviewAsync(2)).ShouldBe([3, 1]);
        (await table.CountAsync()).ShouldBe(3);
        (await table.CountAsync()).ShouldBe(3, "a table can be read any number of times");
    }

    [Fact]
    public void Metadata_is_typed()
    {
        var result = new Materialized<int>(7) { ["rows"] = 12, ["ratio"] = 0.5, ["source"] = "api", ["done"] = true };

        result.Value.ShouldBe(7);
        result["rows"].ShouldBe(new MetadataValue.Integer(12));
        result["ratio"].ShouldBe(new MetadataValue.Number(0.5));
        result["source"].ShouldBe(new MetadataValue.Text("api"));
        result["done"].ShouldBe(new MetadataValue.Boolean(true));
    }

    [Fact]
    public void Metadata_that_is_malformed_is_refused_at_once()
    {
        Should.Throw<System.Text.Json.JsonException>(() => MetadataValue.FromJson("{"));
        Should.Throw<ArgumentException>(() => MetadataValue.FromTable(["a", "b"], [["1"]])).Message.ShouldContain("1 cells");
    }

    [Fact]
    public void A_type_without_contract_is_named() =>
        Should.Throw<DataplatformException>(RowCodecs.Get<TableTests>).Message.ShouldContain("[Contract]");
}
