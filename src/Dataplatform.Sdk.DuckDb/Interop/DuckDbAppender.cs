namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Appends chunks to a table. What is not closed is thrown away.</summary>
internal sealed class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private bool _closed;

    private DuckDbAppender(AppenderHandle handle) => _handle = handle;

    /// <summary>Begins to append.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that chunks have, in their order; all others get their default. Empty means all columns of the table.</param>
    public static DuckDbAppender Create(DuckDbConnection connection, string schema, string table, params IEnumerable<string> columns)
    {
        connection.EnsureIdle();
        if (DuckDbNative.CreateAppender(connection.Handle, null, schema, table, out var handle) == 0)
        {
            handle.AttachTo(connection.Handle);
            var appender = new DuckDbAppender(handle);
            foreach (var column in columns)
            {
                appender.Check(DuckDbNative.AddAppenderColumn(handle, column));
            }

            return appender;
        }

        using (handle)
        {
            throw DuckDbException.FromText(NativeText.Borrow(DuckDbNative.AppenderError(handle)));
        }
    }

    /// <summary>Copies the chunk's rows; the chunk may be used again at once.</summary>
    public void Append(DuckDbDataChunk chunk) => Check(DuckDbNative.AppendDataChunk(_handle, chunk.Handle));

    /// <summary>Writes what is buffered, and ends.</summary>
    public void Close()
    {
        Check(DuckDbNative.CloseAppender(_handle));
        _closed = true;
    }

    public void Dispose()
    {
        // Destroying an appender writes what it still holds, which after a failure nobody wants.
        if (!_closed && !_handle.IsClosed)
        {
            _ = DuckDbNative.ClearAppender(_handle);
        }

        _handle.Dispose();
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw DuckDbException.FromText(NativeText.Borrow(DuckDbNative.AppenderError(_handle)));
        }
    }
}
