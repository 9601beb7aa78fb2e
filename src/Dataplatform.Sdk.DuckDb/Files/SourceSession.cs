using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>The DuckDB in memory that reads the files of one stream; opened when a file asks for it.</summary>
internal sealed class SourceSession : IDisposable
{
    private DuckDbDatabase? _database;
    private DuckDbConnection? _connection;

    /// <summary>A connection that works in UTC.</summary>
    public DuckDbConnection Connection => _connection ??= Connect();

    public void Dispose()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    private DuckDbConnection Connect()
    {
        _database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        var connection = _database.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        return connection;
    }
}
