using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A file that DuckDB reads: a query with the columns of a contract, and its errors in words.</summary>
/// <param name="session">Whose connection reads it.</param>
/// <param name="format">The format's name: <c>CSV</c>.</param>
/// <param name="path">The full path.</param>
/// <param name="schema">The contract.</param>
internal abstract class QueriedFile(SourceSession session, string format, string path, RowSchema schema) : SourceFile(format, path)
{
    protected RowSchema Schema => schema;

    protected DuckDbConnection Connection => session.Connection;

    /// <summary>The query that reads the contract's columns with their types.</summary>
    /// <exception cref="DataplatformException">The file does not fit the contract.</exception>
    protected abstract string Query();

    /// <summary>What is wrong with the file, when DuckDB could not read it; null if nothing more is known.</summary>
    protected abstract string? Diagnose(DuckDbException error);

    /// <summary>Checks that nothing is cut off the file, where DuckDB does not notice.</summary>
    /// <exception cref="InvalidDataException">Something is.</exception>
    protected virtual void CheckWhole(CancellationToken cancellationToken)
    {
    }

    protected sealed override async IAsyncEnumerable<int> ReadAsync<T>(RowCodec<T> codec, T[] rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = Explain(Query);
        using var statement = Explain(() => Connection.Prepare(query));
        using var stream = await Task.Run(() => Explain(() => statement.Stream(cancellationToken)), cancellationToken);
        var batch = new DuckDbBatchReader(schema, $"the file '{Path}'");
        while (Explain(() => stream.Next(cancellationToken)) is { } chunk)
        {
            using (chunk)
            {
                batch.Attach(chunk);
                yield return Decode(codec, batch, rows);
            }
        }

        await Task.Run(() => Explain(() => Whole(cancellationToken)), cancellationToken);
    }

    /// <summary>Does a piece of work, and says in words what is wrong with the file.</summary>
    protected T Explain<T>(Func<T> work) => Reading(() =>
    {
        try
        {
            return work();
        }
        catch (DuckDbException e)
        {
            Whole(CancellationToken.None);
            throw new DataplatformException(Diagnose(e) ?? $"The {Name} cannot be read. {e.Message.Split('\n')[0]}", e);
        }
    });

    /// <summary>Asks for the first row of a query, on a connection of its own because the stream's is open.</summary>
    /// <returns>The row; null if there is none, or the query fails.</returns>
    protected static object?[]? Ask(string sql)
    {
        try
        {
            using var session = new SourceSession();
            return session.Connection.Query(sql) is [var row, ..] ? row : null;
        }
        catch (DuckDbException)
        {
            return null;
        }
    }

    private bool Whole(CancellationToken cancellationToken)
    {
        CheckWhole(cancellationToken);
        return true;
    }
}
