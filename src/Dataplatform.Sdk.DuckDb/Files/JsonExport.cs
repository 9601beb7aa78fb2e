using System.Buffers;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes one file of JSON objects, each on a line of its own.</summary>
internal sealed class JsonExport : FileExport
{
    /// <param name="path">The file.</param>
    /// <exception cref="DataplatformException">It cannot be written so.</exception>
    public JsonExport(string path)
        : base("JSON", path)
    {
        if (!Compression.Of(TargetPath).CanWrite)
        {
            throw new DataplatformException($"The JSON file '{TargetPath}' cannot be compressed with Zstandard. Let its name end in .gz.");
        }
    }

    protected override async Task<long> WriteAsync<T>(StagedExport staged, IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        var format = JsonValue.Of(codec.Schema);
        using var batch = new DuckDbBatchWriter(codec.Schema);
        var reader = new DuckDbBatchReader(codec.Schema, "the rows");
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        var buffer = new RowBuffer<T>(source);
        var text = new ArrayBufferWriter<byte>();
        var file = Writing(() => Compression.Of(TargetPath).OpenWrite(staged.Complete));
        try
        {
            long count = 0;
            while (await buffer.FillAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                batch.Begin();
                codec.Write(buffer.Rows, batch);
                reader.Attach(batch.Complete(buffer.Rows.Length));
                Write(reader, format, text);
                await Task.Run(() => Writing(() => Flush(text, file)), cancellationToken);
                count += buffer.Rows.Length;
            }

            return count;
        }
        finally
        {
            Writing(() => Close(file));
        }
    }

    private static void Write(DuckDbBatchReader batch, JsonObject format, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });
        for (var row = 0; row < batch.Count; row++)
        {
            format.Write(batch, row, json);
            json.Flush();
            json.Reset();
            text.Write("\n"u8);
        }
    }

    private static bool Flush(ArrayBufferWriter<byte> text, Stream file)
    {
        file.Write(text.WrittenSpan);
        return true;
    }

    // What is left in a compressor's memory is written now, and may fail.
    private static bool Close(Stream file)
    {
        file.Dispose();
        return true;
    }
}
