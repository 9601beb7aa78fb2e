namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>The rows of a running query, chunk by chunk. Disposing it early ends the query.</summary>
internal sealed class DuckDbStream : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ResultHandle _result;
    private readonly DuckDbStatement _statement;
    private readonly IDisposable? _reading;
    private Exception? _failure;

    internal DuckDbStream(DuckDbConnection connection, ResultHandle result, DuckDbStatement statement, IDisposable? reading)
    {
        _reading = reading;
        _statement = statement;
        _connection = connection;
        _result = result;
        var columns = new DuckDbColumn[(int)DuckDbNative.ColumnCount(result)];
        for (var i = 0; i < columns.Length; i++)
        {
            using var type = DuckDbNative.ColumnLogicalType(result, (ulong)i);
            columns[i] = new(NativeText.Borrow(DuckDbNative.ColumnName(result, (ulong)i)), DuckDbType.From(type));
        }

        Columns = columns;
        connection.Opened(this);
    }

    public IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>What the statement left.</summary>
    public DuckDbResultKind Kind => DuckDbNative.ResultKind(_result.Value);

    /// <summary>The rows that the statement changed, where that is what it left.</summary>
    public long RowsChanged => (long)DuckDbNative.RowsChanged(_result);

    /// <summary>The whole type of a column, with what it is made of. The caller disposes it.</summary>
    public LogicalTypeHandle TypeOf(int column) => DuckDbNative.ColumnLogicalType(_result, (ulong)column);

    /// <summary>The next rows, at most 2,048; null at the end. The caller disposes them.</summary>
    public DuckDbDataChunk? Next(CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        using (InterruptScope.Begin(_connection, cancellationToken))
        {
            var chunk = DuckDbNative.FetchChunk(_result.Value);
            if (!chunk.IsInvalid)
            {
                return new DuckDbDataChunk(chunk);
            }

            chunk.Dispose();
        }

        // No chunk means the end or an error; only the message tells them apart.
        if (DuckDbNative.ResultError(_result) == 0)
        {
            return null;
        }

        _connection.Closed(this);
        _failure = _statement.Because(_connection.Failure(_result, cancellationToken), _result, cancellationToken);
        throw _failure;
    }

    public void Dispose()
    {
        _connection.Closed(this);

        // Before the result: DuckDB waits for its threads, and those may wait for a C# stream.
        _reading?.Dispose();
        _result.Dispose();
    }
}
