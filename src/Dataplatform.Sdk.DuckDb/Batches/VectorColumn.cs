using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A column of a chunk, or a value within one.</summary>
/// <param name="Path">The column's name, and where within it: <c>lines[].amount</c>.</param>
/// <param name="Member">The contract and its member: <c>Order.Lines</c>.</param>
/// <param name="Type">The type.</param>
internal sealed record VectorColumn(string Path, string Member, ColumnType Type)
{
    /// <summary>Bytes that a value takes in its vector.</summary>
    public int Width { get; } = ColumnTypes.Width(Type);

    /// <summary>The columns of a contract.</summary>
    public static VectorColumn[] Of(RowSchema schema) =>
        [.. schema.Columns.Select(column => new VectorColumn(column.Name, $"{schema.Name}.{column.Member}", column.Type))];

    /// <summary>The values within.</summary>
    public VectorColumn[] Within() => [.. Type.Fields.Select(field => new VectorColumn(Type.PathOf(Path, field), Member, field.Type))];

    public ArgumentException NotHeldAs<TValue>() =>
        new($"Column '{Path}' is held in {Width} bytes a value, not as '{typeof(TValue).Name}'.", nameof(TValue));
}
