namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

/// <summary>A row of one column of any kind.</summary>
internal sealed record Cell(object? Value)
{
    public static BoxedCodec<Cell> Codec(ColumnType type, bool isNullable = true, string name = "value") => new(
        new RowSchema("Cell", [new ColumnSchema(name, type, isNullable, "Value")]), cell => [cell.Value], values => new Cell(values[0]));
}
