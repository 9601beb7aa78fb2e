using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A file as a query with the columns of a contract, and its errors in words.</summary>
/// <param name="path">The full path.</param>
internal abstract class SourceFile(string path)
{
    /// <summary>The full path.</summary>
    public string Path { get; } = path;

    /// <summary>The query that reads the contract's columns with their types.</summary>
    /// <exception cref="DataplatformException">The file does not fit the contract.</exception>
    public abstract DuckDbStatement Prepare(DuckDbConnection connection);

    /// <summary>Does a piece of work, and says in words what is wrong with the file.</summary>
    public abstract T Explain<T>(Func<T> work);

    /// <summary>Streams the rows of files, one file after the other.</summary>
    /// <param name="find">Finds the files, when the stream begins.</param>
    /// <param name="codec">The contract's codec.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public static IAsyncEnumerable<T> Read<T>(Func<DuckDbConnection, IEnumerable<SourceFile>> find, RowCodec<T> codec, CancellationToken cancellationToken) =>
        new RowStream<T>(Batches(find, codec, cancellationToken));

    private static async IAsyncEnumerable<ArraySegment<T>> Batches<T>(
        Func<DuckDbConnection, IEnumerable<SourceFile>> find, RowCodec<T> codec, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        var rows = new T[RowCodec.BatchSize];
        foreach (var file in find(connection))
        {
            using var statement = file.Prepare(connection);
            using var stream = await Task.Run(() => file.Explain(() => statement.Stream(cancellationToken)), cancellationToken);
            var batch = new DuckDbBatchReader(codec.Schema, $"the file '{file.Path}'");
            while (file.Explain(() => stream.Next(cancellationToken)) is { } chunk)
            {
                yield return new(rows, 0, batch.Read(chunk, codec, rows));
            }
        }
    }
}
