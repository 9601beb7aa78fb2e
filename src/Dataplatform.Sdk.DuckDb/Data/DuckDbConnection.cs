using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Streams;
using NativeConnection = Dataplatform.Sdk.DuckDb.Interop.DuckDbConnection;
using NativeException = Dataplatform.Sdk.DuckDb.Interop.DuckDbException;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// A connection to a DuckDB database for ADO.NET. All connections of a process to one file share one open database, that of
/// an app included; another process cannot open it meanwhile. A connection does one thing at a time: a reader is closed
/// before the next command. Its time zone is UTC unless the connection string has <c>TimeZone=…</c>.
/// </summary>
/// <example><code>
/// await using var connection = new DuckDbConnection("Data Source=warehouse.duckdb");
/// await connection.OpenAsync();
/// </code></example>
public sealed class DuckDbConnection : DbConnection
{
    private const string TimeZone = "TimeZone";

    private readonly Dictionary<string, long> _streams = new(StringComparer.OrdinalIgnoreCase);
    private DuckDbConnectionStringBuilder _settings = new();
    private string _connectionString = string.Empty;
    private DuckDbDatabase? _database;
    private NativeConnection? _native;

    /// <summary>Makes a connection that is to be opened.</summary>
    public DuckDbConnection()
    {
    }

    /// <summary>Makes a connection that is to be opened.</summary>
    /// <param name="connectionString">The database and its settings; see <see cref="DuckDbConnectionStringBuilder"/>.</param>
    public DuckDbConnection(string? connectionString) => ConnectionString = connectionString;

    /// <summary>The database and its settings; see <see cref="DuckDbConnectionStringBuilder"/>.</summary>
    /// <exception cref="InvalidOperationException">The connection is open.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_native is not null)
            {
                throw new InvalidOperationException("The connection is open; close it before its connection string is changed.");
            }

            _settings = new DuckDbConnectionStringBuilder(value ?? string.Empty);
            _connectionString = value ?? string.Empty;
        }
    }

    /// <summary>The name of the database; of a file, that without its extension.</summary>
    public override string Database => _native is null
        ? IsMemory ? "memory" : Path.GetFileNameWithoutExtension(_settings.DataSource)
        : Ask("select current_database()");

    /// <summary>The file, or <c>:memory:</c>.</summary>
    public override string DataSource => _settings.DataSource;

    /// <summary>The version of DuckDB.</summary>
    public override string ServerVersion => DuckDbDatabase.LibraryVersion;

    /// <inheritdoc/>
    public override ConnectionState State => _native is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => DuckDbProviderFactory.Instance;

    internal int DefaultTimeout => _settings.DefaultTimeout;

    /// <summary>The transaction that is open; null if there is none.</summary>
    internal DuckDbTransaction? Transaction { get; private set; }

    /// <summary>What runs on the connection; null if nothing does.</summary>
    internal CommandRun? Running { get; set; }

    internal NativeConnection Native => _native ?? throw new InvalidOperationException("The connection is not open; call Open() first.");

    private bool IsMemory => _settings.DataSource.StartsWith(":memory:", StringComparison.Ordinal);

    /// <summary>Opens the database, which is created when it is missing.</summary>
    /// <exception cref="DuckDbException">It cannot be opened: the message says what is in the way and what to do.</exception>
    /// <exception cref="InvalidOperationException">The connection is open already.</exception>
    public override void Open()
    {
        if (_native is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        try
        {
            _database = DuckDbDatabase.Join(OptionsOf(_settings, out var timeZone));
            _native = _database.Connect();
            _native.Execute($"set {TimeZone} = '{timeZone.Replace("'", "''", StringComparison.Ordinal)}'");
        }
        catch (NativeException e)
        {
            Release();
            throw new DuckDbException(e);
        }

        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <inheritdoc cref="Open"/>
    public override Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    /// <summary>Closes the connection: an open reader ends, an open transaction is rolled back. The last one closes the database.</summary>
    public override void Close()
    {
        if (_native is null)
        {
            return;
        }

        Running?.Dispose();
        Transaction?.Dispose();
        Release();
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Begins a transaction, which sees the database as it was at its first query.</summary>
    public new DuckDbTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Begins a transaction, which sees the database as it was at its first query.</summary>
    /// <param name="isolationLevel">Every level up to a snapshot is a snapshot.</param>
    /// <exception cref="ArgumentException">The level is more than a snapshot: <see cref="IsolationLevel.Serializable"/>.</exception>
    /// <exception cref="InvalidOperationException">A transaction is open; DuckDB does not nest them.</exception>
    public new DuckDbTransaction BeginTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is IsolationLevel.Serializable or IsolationLevel.Chaos)
        {
            throw new ArgumentException($"DuckDB's transactions are snapshots; the isolation level {isolationLevel} is not one of its. Use {nameof(IsolationLevel.Snapshot)}.", nameof(isolationLevel));
        }

        if (Transaction is not null)
        {
            throw new InvalidOperationException("A transaction is open on this connection; commit it or roll it back first.");
        }

        Run("begin transaction");
        return Transaction = new DuckDbTransaction(this);
    }

    /// <summary>Makes a command.</summary>
    public new DuckDbCommand CreateCommand() => new() { Connection = this };

    /// <summary>Uses another attached database, or another schema.</summary>
    /// <param name="databaseName">Its name.</param>
    public override void ChangeDatabase(string databaseName) => Run($"use \"{databaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

    /// <summary>The collections of metadata that there are.</summary>
    public override DataTable GetSchema() => SchemaCollections.Get(this, System.Data.Common.DbMetaDataCollectionNames.MetaDataCollections, []);

    /// <summary>A collection of metadata: <c>Tables</c>, <c>Columns</c> and others.</summary>
    /// <param name="collectionName">Its name, in any case.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public override DataTable GetSchema(string collectionName) => SchemaCollections.Get(this, collectionName, []);

    /// <summary>A collection of metadata: <c>Tables</c>, <c>Columns</c> and others.</summary>
    /// <param name="collectionName">Its name, in any case.</param>
    /// <param name="restrictionValues">What is wanted, in the order of the collection <c>Restrictions</c>: catalog, schema, table, column or type; null for all.</param>
    /// <exception cref="ArgumentException">There is none of this name, or it has fewer restrictions.</exception>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) => SchemaCollections.Get(this, collectionName, restrictionValues);

    /// <summary>
    /// Makes rows of C# a view of this connection: <c>select * from name</c> streams them into the query, a batch at a time and
    /// only the columns that it needs. Each reading in a query takes the rows anew.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="name">The view's name; an earlier stream of this name is replaced.</param>
    /// <param name="rows">The rows. What the stream throws is what the query throws; its token is cancelled with the query.</param>
    /// <exception cref="DataplatformException">The type is no contract.</exception>
    /// <exception cref="InvalidOperationException">The connection is not open, or a reader is.</exception>
    public void RegisterStream<T>(string name, IAsyncEnumerable<T> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var codec = RowCodecs.Get<T>();
        try
        {
            var streams = StreamSet.Of(_database!, Native);
            var id = streams.Add(codec, rows);
            Native.Execute($"create or replace temp view {DuckDbDialect.Instance.Identifier(name)} as from {StreamSet.Relation(id)}");
            Forget(name);
            _streams[name] = id;
        }
        catch (NativeException e)
        {
            throw new DuckDbException(e);
        }
    }

    /// <inheritdoc cref="RegisterStream{T}(string, IAsyncEnumerable{T})"/>
    public void RegisterStream<T>(string name, IEnumerable<T> rows) => RegisterStream(name, rows.ToAsyncEnumerable());

    /// <summary>Takes the view of a stream away.</summary>
    /// <param name="name">The view's name; nothing happens if there is no stream of this name.</param>
    public void UnregisterStream(string name)
    {
        if (Forget(name))
        {
            Run($"drop view if exists temp.{DuckDbDialect.Instance.Identifier(name)}");
        }
    }

    /// <summary>Does work that waits for DuckDB on another thread.</summary>
    internal Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => Native.RunAsync(work, cancellationToken);

    internal void Run(string sql)
    {
        try
        {
            Native.Execute(sql);
        }
        catch (NativeException e)
        {
            throw new DuckDbException(e);
        }
    }

    internal void Ended(DuckDbTransaction transaction)
    {
        if (Transaction == transaction)
        {
            Transaction = null;
        }
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static DuckDbOpenOptions OptionsOf(DuckDbConnectionStringBuilder builder, out string timeZone)
    {
        var settings = new Dictionary<string, string>(builder.Settings, StringComparer.OrdinalIgnoreCase);
        timeZone = settings.Remove(TimeZone, out var given) ? given : "UTC";
        var source = builder.DataSource;
        return new DuckDbOpenOptions
        {
            Path = source == ":memory:" ? null : source.StartsWith(":memory:", StringComparison.Ordinal) ? source : Path.GetFullPath(source),
            ReadOnly = builder.ReadOnly,
            Settings = settings,
        };
    }

    private bool Forget(string name)
    {
        if (!_streams.Remove(name, out var id))
        {
            return false;
        }

        Native.Streams!.Remove(id);
        return true;
    }

    private string Ask(string sql) => (string)Native.Query(sql)[0][0]!;

    private void Release()
    {
        _native?.Dispose();
        _database?.Dispose();
        _native = null;
        _database = null;
        _streams.Clear();
    }
}
