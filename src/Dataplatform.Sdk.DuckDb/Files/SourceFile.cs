using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A file whose rows are read by a contract.</summary>
/// <param name="format">The format's name: <c>CSV</c>.</param>
/// <param name="path">The full path.</param>
internal abstract class SourceFile(string format, string path)
{
    /// <summary>The full path.</summary>
    public string Path { get; } = path;

    /// <summary>What the file is called in messages: <c>CSV file '/data/orders.csv'</c>.</summary>
    public string Name { get; } = $"{format} file '{path}'";

    /// <summary>Streams the rows of files, one file after the other.</summary>
    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">A file, or a pattern.</param>
    /// <param name="open">The file of a path.</param>
    /// <param name="codec">The contract's codec.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public static IAsyncEnumerable<T> Read<T>(
        string format, string path, Func<SourceSession, string, SourceFile> open, RowCodec<T> codec, CancellationToken cancellationToken) =>
        new RowStream<T>(Batches(format, path, open, codec, cancellationToken));

    /// <summary>Reads the rows, batch by batch, into the front of an array; gives how many each batch has.</summary>
    /// <exception cref="DataplatformException">The file cannot be read, or does not fit the contract.</exception>
    protected abstract IAsyncEnumerable<int> ReadAsync<T>(RowCodec<T> codec, T[] rows, CancellationToken cancellationToken);

    /// <summary>Turns a batch into rows, and names the file if that fails.</summary>
    protected int Decode<T>(RowCodec<T> codec, DuckDbBatchReader batch, T[] rows)
    {
        try
        {
            codec.Read(batch, rows.AsSpan(0, batch.Count));
            return batch.Count;
        }
        catch (DataplatformException e)
        {
            throw new DataplatformException($"The {Name} does not fit. {e.Message}", e);
        }
    }

    private void CheckSignature(string format)
    {
        if (Reading(() => FileSignature.Problem(format, Path)) is { } problem)
        {
            throw new DataplatformException($"The {Name} {problem}.");
        }
    }

    /// <summary>Does a piece of work, and names the file if it cannot be read.</summary>
    protected T Reading<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException e)
        {
            throw new DataplatformException($"The {Name} cannot be decompressed: it is damaged or cut off. {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataplatformException($"The {Name} cannot be read. {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<T>> Batches<T>(
        string format, string path, Func<SourceSession, string, SourceFile> open, RowCodec<T> codec, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var session = new SourceSession();
        var rows = new T[RowCodec.BatchSize];
        foreach (var file in SourcePath.Find(session, format, path))
        {
            var source = open(session, file);
            source.CheckSignature(format);
            await foreach (var count in source.ReadAsync(codec, rows, cancellationToken))
            {
                yield return rows.AsMemory(0, count);
            }
        }
    }
}
