using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A prepared statement: its columns are known before it runs.</summary>
internal sealed partial class DuckDbStatement : IDisposable
{
    private const int Select = 1;
    private const int Explain = 4;

    private readonly DuckDbConnection _connection;
    private readonly PreparedHandle _handle;

    private DuckDbStatement(DuckDbConnection connection, PreparedHandle handle)
    {
        _connection = connection;
        _handle = handle;
    }

    public int ParameterCount => (int)DuckDbNative.ParameterCount(_handle);

    /// <summary>A parameter's name, counted from 1; of one without a name, its number.</summary>
    public string ParameterName(int index) => NativeText.Take(DuckDbNative.ParameterName(_handle, (ulong)index));

    /// <summary>Whether the statement is a query.</summary>
    public bool IsQuery => DuckDbNative.StatementType(_handle) == Select;

    /// <summary>Whether the statement explains another, or even runs it to do so; it cannot be part of a query.</summary>
    public bool IsExplain => DuckDbNative.StatementType(_handle) == Explain;

    public IReadOnlyList<DuckDbColumn> Columns
    {
        get
        {
            var columns = new DuckDbColumn[(int)DuckDbNative.PreparedColumnCount(_handle)];
            for (var i = 0; i < columns.Length; i++)
            {
                using var type = DuckDbNative.PreparedColumnLogicalType(_handle, (ulong)i);
                columns[i] = new(NativeText.Take(DuckDbNative.PreparedColumnName(_handle, (ulong)i)), DuckDbType.From(type));
            }

            return columns;
        }
    }

    internal static DuckDbStatement Prepare(DuckDbConnection connection, string sql) =>
        From(connection, DuckDbNative.Prepare(connection.Handle, sql, out var handle), handle);

    /// <summary>Takes what DuckDB has prepared, or says what is wrong with it.</summary>
    internal static DuckDbStatement From(DuckDbConnection connection, int state, PreparedHandle handle)
    {
        if (state == 0)
        {
            handle.AttachTo(connection.Handle);
            return new DuckDbStatement(connection, handle);
        }

        using (handle)
        {
            throw DuckDbException.FromText(NativeText.Borrow(DuckDbNative.PrepareError(handle)));
        }
    }

    /// <summary>Runs the statement and forgets its result.</summary>
    /// <returns>The rows it changed.</returns>
    public long Execute(CancellationToken cancellationToken)
    {
        _connection.EnsureIdle();
        using var reading = _connection.Streams?.Read();
        using var result = new ResultHandle(_connection.Handle);
        using var interrupt = InterruptScope.Begin(_connection, cancellationToken);
        return DuckDbNative.ExecutePrepared(_handle, result) == 0
            ? (long)DuckDbNative.RowsChanged(result)
            : throw _connection.Failure(result, cancellationToken);
    }

    /// <summary>Starts the query; its rows are computed as they are asked for.</summary>
    public DuckDbStream Stream(CancellationToken cancellationToken)
    {
        _connection.EnsureIdle();
        var reading = _connection.Streams?.Read();
        var result = new ResultHandle(_connection.Handle);
        try
        {
            using var interrupt = InterruptScope.Begin(_connection, cancellationToken);
            return DuckDbNative.ExecutePreparedStreaming(_handle, result) == 0
                ? new DuckDbStream(_connection, result, this, reading)
                : throw Because(_connection.Failure(result, cancellationToken), result, cancellationToken);
        }
        catch
        {
            result.Dispose();
            reading?.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement of any kind. Only a query is computed as its rows are asked for; what changes something has done it.</summary>
    public DuckDbStream Run(CancellationToken cancellationToken)
    {
        if (IsQuery)
        {
            return Stream(cancellationToken);
        }

        _connection.EnsureIdle();
        var reading = _connection.Streams?.Read();
        var result = new ResultHandle(_connection.Handle);
        try
        {
            using var interrupt = InterruptScope.Begin(_connection, cancellationToken);
            return DuckDbNative.ExecutePrepared(_handle, result) == 0
                ? new DuckDbStream(_connection, result, this, reading)
                : throw _connection.Failure(result, cancellationToken);
        }
        catch
        {
            result.Dispose();
            reading?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What really went wrong. When one of DuckDB's threads fails it interrupts the others, and sometimes a stream tells
    /// of the interruption only. Nobody cancelled then, so the statement runs once more for its error. A transaction of the
    /// caller's, which DuckDB has aborted, is aborted afterwards too, until the caller rolls it back.
    /// </summary>
    internal Exception Because(Exception error, ResultHandle failed, CancellationToken cancellationToken)
    {
        if (error is not DuckDbException { Kind: DuckDbErrorKind.Interrupt })
        {
            return error;
        }

        failed.Dispose();
        var aborted = IsAborted();
        if (aborted)
        {
            Transaction.Rollback(_connection);
        }

        try
        {
            // Every stream is of a query, so that read-only is enough.
            _connection.Execute("begin transaction read only");
        }
        catch (DuckDbException)
        {
            // A transaction that goes on: what has failed in it may not be asked again without ending it.
            return Unexplained(error, ". Run it again");
        }

        try
        {
            Execute(cancellationToken);
        }
        catch (DuckDbException e) when (e.Kind is not (DuckDbErrorKind.Interrupt or DuckDbErrorKind.Catalog or DuckDbErrorKind.Binder))
        {
            return e;
        }
        catch (OperationCanceledException e)
        {
            return e;
        }
        catch (DuckDbException)
        {
            // Interrupted again: the same, without a reason. Or it needs what the transaction had made.
        }
        finally
        {
            End(aborted);
        }

        return Unexplained(error, aborted ? ", and its transaction is aborted. Roll it back and run it again" : ", and did not fail when it ran again. Run it again");
    }

    private static DuckDbException Unexplained(Exception error, string remedy) => new(
        $"The query was interrupted although nobody cancelled it{remedy}; if it keeps failing, let DuckDB use one thread, which reports every error.", DuckDbErrorKind.Interrupt, error);

    private bool IsAborted()
    {
        try
        {
            _connection.Execute("select 1");
            return false;
        }
        catch (DuckDbException)
        {
            return true;
        }
    }

    // Who had begun the transaction must find it aborted: were it gone, what follows would be written at once, each by itself.
    private void End(bool aborted)
    {
        if (!aborted)
        {
            Transaction.Rollback(_connection);
            return;
        }

        try
        {
            _connection.Execute("select error('The transaction is aborted.')");
        }
        catch (DuckDbException)
        {
            // That is what it is for.
        }
    }

    public void Dispose() => _handle.Dispose();
}
