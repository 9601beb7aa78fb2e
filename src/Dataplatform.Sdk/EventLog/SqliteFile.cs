using Microsoft.Data.Sqlite;

namespace Dataplatform.Sdk.EventLog;

/// <summary>The log's file: one connection that writes, and others that read beside it.</summary>
internal sealed class SqliteFile(string path) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SqliteConnection? _connection;
    private SqliteStatements? _statements;

    public string Path => path;

    public bool IsOpen => _statements is not null;

    /// <summary>Opens the file, creating it and its folder where they are missing.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_statements is null)
            {
                await Task.Run(Open, cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Does something in one transaction that writes; all or nothing of it lasts.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellationToken)
    {
        var statements = _statements ?? throw new InvalidOperationException($"The event log {path} is not open.");
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var transaction = _connection!.BeginTransaction(deferred: false);
                    statements.Transaction = transaction;
                    try
                    {
                        var result = work(statements);
                        transaction.Commit();
                        return result;
                    }
                    finally
                    {
                        statements.Transaction = null;
                    }
                },
                cancellationToken);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Describe(path, e, await UsersAsync());
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Gives the room of what was deleted back to the system.</summary>
    public async ValueTask ShrinkAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => SqliteSchema.Execute(_connection!, null, "pragma incremental_vacuum"), cancellationToken);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Describe(path, e);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads on a connection of its own, which sees one state of the file throughout.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellationToken) => await Task.Run(
        () =>
        {
            try
            {
                using var connection = Connect();
                using var statements = new SqliteStatements(connection);
                return work(statements);
            }
            catch (SqliteException e)
            {
                throw SqliteErrors.Describe(path, e);
            }
        },
        cancellationToken);

    public void Dispose()
    {
        _statements?.Dispose();
        _statements = null;
        _connection?.Dispose();
        _writing.Dispose();
    }

    // Reading waits for nobody.
    private async ValueTask<IReadOnlyList<int>> UsersAsync()
    {
        try
        {
            return await ReadAsync(sql => SqliteLeases.All(sql).ConvertAll(lease => lease.Owner.ProcessId).Where(process => process != Environment.ProcessId).ToList(), CancellationToken.None);
        }
        catch (DataplatformException)
        {
            return [];
        }
    }

    private void Open()
    {
        try
        {
            StateFolder.Create(System.IO.Path.GetDirectoryName(path)!);
            _connection = Connect();
            SqliteSchema.Ensure(_connection);
            _statements = new SqliteStatements(_connection);
        }
        catch (SqliteException e)
        {
            _connection?.Dispose();
            throw SqliteErrors.Describe(path, e);
        }
        catch (DataplatformException)
        {
            _connection?.Dispose();
            throw;
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }
}
