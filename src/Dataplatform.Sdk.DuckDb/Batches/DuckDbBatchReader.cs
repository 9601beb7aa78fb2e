using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A DuckDB chunk as a batch: codecs read straight from its vectors.</summary>
/// <param name="schema">The contract, whose columns the chunk has, in this order and with these types.</param>
/// <param name="origin">What the rows come from, for messages: <c>the asset 'sales/orders'</c>.</param>
internal sealed class DuckDbBatchReader(RowSchema schema, string origin) : VectorReader(VectorColumn.Of(schema))
{
    /// <summary>Reads a chunk's rows into the front of an array, and gives the chunk back.</summary>
    /// <returns>How many there are.</returns>
    public int Read<T>(DuckDbDataChunk chunk, RowCodec<T> codec, T[] rows)
    {
        using (chunk)
        {
            Attach(chunk);
            codec.Read(this, rows.AsSpan(0, Count));
            return Count;
        }
    }

    /// <summary>Reads from this chunk from now on; the caller keeps it alive.</summary>
    /// <exception cref="DataplatformException">A value is missing where the contract says that none is.</exception>
    public void Attach(DuckDbDataChunk chunk)
    {
        Begin(chunk.Count);
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            Attach(i, chunk.VectorHandle(i));
            if (!schema.Columns[i].IsNullable && HasNull(i))
            {
                var column = schema.Columns[i];
                throw new DataplatformException(
                    $"Column '{column.Name}' of {origin} holds a missing value, but '{schema.Name}.{column.Member}' is not nullable. Make the member nullable, or filter or replace the missing values.");
            }
        }
    }
}
