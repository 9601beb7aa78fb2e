namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Names the columns; the store in memory keeps the rows as they are and never asks for bytes.</summary>
internal sealed class ItemCodec() : RowCodec<Item>(new RowSchema("Item", [new("id", new(ColumnKind.Int64), false, "Id")]))
{
    public static ItemCodec Instance { get; } = new();

    public override bool IsExact => true;

    public override void Write(ReadOnlySpan<Item> rows, BatchWriter batch) => throw new NotSupportedException();

    public override void Read(BatchReader batch, Span<Item> rows) => throw new NotSupportedException();
}
