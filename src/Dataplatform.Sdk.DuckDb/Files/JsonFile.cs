using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// A JSON file. DuckDB's own reader makes binary fractions of all numbers, rounds 1.5 to a whole number and a text to a
/// number, in silence; so the text is read here, into a chunk of DuckDB's memory as every batch is.
/// </summary>
internal sealed class JsonFile(string path, RowSchema schema) : SourceFile("JSON", path)
{
    protected override async IAsyncEnumerable<int> ReadAsync<T>(RowCodec<T> codec, T[] rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var source = Reading(() => new JsonSource(Name, Path, schema));
        using var batch = new DuckDbBatchWriter(schema);
        var reader = new DuckDbBatchReader(schema, $"the file '{Path}'");
        while (await Task.Run(() => Reading(() => Fill(source, batch)), cancellationToken) is var count and > 0)
        {
            reader.Attach(batch.Complete(count));
            yield return Decode(codec, reader, rows);
        }
    }

    private static int Fill(JsonSource source, DuckDbBatchWriter batch)
    {
        var count = 0;
        batch.Begin();
        while (count < RowCodec.BatchSize && source.Next(batch, count))
        {
            count++;
        }

        return count;
    }
}
