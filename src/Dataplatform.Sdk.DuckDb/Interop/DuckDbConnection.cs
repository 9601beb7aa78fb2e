using Dataplatform.Sdk.DuckDb.Streams;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>
/// A connection: one thing at a time. DuckDB would end an open stream without a word when its connection is asked for
/// something else, so that is an error here.
/// </summary>
internal sealed class DuckDbConnection(ConnectionHandle handle) : IDisposable
{
    private DuckDbStream? _open;

    public ConnectionHandle Handle => handle;

    /// <summary>The C# streams that queries of this connection read; null if it has none.</summary>
    public StreamSet? Streams { get; set; }

    /// <summary>Runs one or several statements without parameters and forgets their results.</summary>
    /// <returns>The rows that the last statement changed.</returns>
    public long Execute(string sql)
    {
        EnsureIdle();
        using var result = new ResultHandle(handle);
        return DuckDbNative.Query(handle, NativeText.Query(sql), result) == 0
            ? (long)DuckDbNative.RowsChanged(result)
            : throw Failure(result, CancellationToken.None);
    }

    /// <summary>Ends what runs, also where it waits for a C# stream.</summary>
    public void Interrupt()
    {
        Streams?.Stop();
        DuckDbNative.Interrupt(handle);
    }

    public DuckDbStatement Prepare(string sql)
    {
        EnsureIdle();
        return DuckDbStatement.Prepare(this, NativeText.Query(sql));
    }

    /// <summary>Runs a small query and reads it whole, each cell as a .NET value.</summary>
    public IReadOnlyList<object?[]> Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Prepare(sql);
        statement.BindAll(parameters);
        using var stream = statement.Stream(CancellationToken.None);
        var rows = new List<object?[]>();
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                CellReader.Read(chunk, stream.Columns, rows);
            }
        }

        return rows;
    }

    /// <summary>Runs one statement with parameters.</summary>
    /// <returns>The rows it changed.</returns>
    public long Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Prepare(sql);
        statement.BindAll(parameters);
        return statement.Execute(CancellationToken.None);
    }

    /// <summary>
    /// Does work that waits for DuckDB on another thread: on one of its own if it may wait for C# streams, too, which need
    /// the threads of the pool to go on.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => Streams is null
        ? Task.Run(work, cancellationToken)
        : Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    public void Dispose()
    {
        Streams?.Clear();
        handle.Dispose();
    }

    internal void EnsureIdle()
    {
        if (_open is not null)
        {
            throw new InvalidOperationException("A stream is open on this connection; dispose it first, or use another connection.");
        }
    }

    internal void Opened(DuckDbStream stream) => _open = stream;

    internal void Closed(DuckDbStream stream)
    {
        if (_open == stream)
        {
            _open = null;
        }
    }

    internal Exception Failure(ResultHandle result, CancellationToken cancellationToken)
    {
        // What a C# stream threw is not to become a text of DuckDB's.
        Streams?.ThrowFailure();
        var message = NativeText.Borrow(DuckDbNative.ResultError(result));
        var kind = DuckDbNative.ResultErrorType(result);
        return cancellationToken.IsCancellationRequested && (kind == DuckDbErrorKind.Interrupt || message.Contains("Interrupted", StringComparison.Ordinal))
            ? new OperationCanceledException("The query was interrupted.", cancellationToken)
            : new DuckDbException(message, kind);
    }
}
