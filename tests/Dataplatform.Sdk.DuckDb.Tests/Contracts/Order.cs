namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

internal sealed record Order(long OrderId, decimal Amount, string? Note)
{
    public static RowSchema Schema { get; } = new("Order",
    [
        new ColumnSchema("order_id", new ColumnType(ColumnKind.Int64), false, "OrderId"),
        new ColumnSchema("amount", ColumnType.Decimal(28, 10), false, "Amount"),
        new ColumnSchema("note", new ColumnType(ColumnKind.Text), true, "Note"),
    ]);

    public static BoxedCodec<Order> Codec { get; } = new(
        Schema,
        order => [order.OrderId, order.Amount, order.Note],
        values => new Order((long)values[0]!, (decimal)values[1]!, (string?)values[2]));
}
