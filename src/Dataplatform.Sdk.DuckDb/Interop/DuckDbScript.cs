namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A text split into its statements, each of which is prepared when those before it have run.</summary>
internal sealed class DuckDbScript : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ExtractedHandle _handle;

    private DuckDbScript(DuckDbConnection connection, ExtractedHandle handle, int count)
    {
        _connection = connection;
        _handle = handle;
        Count = count;
    }

    public int Count { get; }

    public static DuckDbScript Parse(DuckDbConnection connection, string sql)
    {
        connection.EnsureIdle();
        var count = (int)DuckDbNative.ExtractStatements(connection.Handle, NativeText.Query(sql), out var handle);
        if (NativeText.Borrow(DuckDbNative.ExtractStatementsError(handle)) is { Length: > 0 } error)
        {
            using (handle)
            {
                throw DuckDbException.FromText(error);
            }
        }

        return new DuckDbScript(connection, handle, count);
    }

    public DuckDbStatement Prepare(int statement)
    {
        _connection.EnsureIdle();
        return DuckDbStatement.From(_connection, DuckDbNative.PrepareExtracted(_connection.Handle, _handle, (ulong)statement, out var prepared), prepared);
    }

    public void Dispose() => _handle.Dispose();
}
