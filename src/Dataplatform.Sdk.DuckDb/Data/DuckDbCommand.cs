using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.DuckDb.Interop;
using NativeException = Dataplatform.Sdk.DuckDb.Interop.DuckDbException;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// One or several statements with parameters: <c>?</c> or <c>$1</c> by position, <c>$name</c> or <c>@name</c> by name. Of
/// several statements those that need it take the same values; what was begun runs to its end even if only the first rows
/// are read.
/// </summary>
public sealed class DuckDbCommand : DbCommand
{
    private string _text = string.Empty;
    private DuckDbConnection? _connection;
    private DuckDbStatement? _prepared;
    private int? _timeout;

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "Its reader disposes it; here it is kept to be cancelled.")]
    private CommandRun? _run;

    /// <summary>Makes a command without text and connection.</summary>
    public DuckDbCommand()
    {
    }

    /// <summary>Makes a command.</summary>
    /// <param name="commandText">The statements.</param>
    /// <param name="connection">The connection; null if it is set later.</param>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "A command is where SQL is given.")]
    public DuckDbCommand(string commandText, DuckDbConnection? connection = null)
    {
        CommandText = commandText;
        Connection = connection;
    }

    /// <summary>The statements.</summary>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            _text = value ?? string.Empty;
            Forget();
        }
    }

    /// <summary>Seconds that DuckDB may take for each answer (the first rows, and each part of the rows after them); 0 is without end.</summary>
    /// <value>Default: that of the connection string, which is 0.</value>
    public override int CommandTimeout
    {
        get => _timeout ?? Connection?.DefaultTimeout ?? 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeout = value;
        }
    }

    /// <summary>Always <see cref="CommandType.Text"/>.</summary>
    /// <exception cref="ArgumentException">Another is set; DuckDB has no stored procedures.</exception>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new ArgumentException($"DuckDB has no stored procedures; the command type {value} cannot be run. Write the statement: call function(…), or select * from table.", nameof(value));
            }
        }
    }

    /// <summary>The connection.</summary>
    public new DuckDbConnection? Connection
    {
        get => _connection;
        set
        {
            _connection = value;
            Forget();
        }
    }

    /// <summary>The values of the parameters.</summary>
    public new DuckDbParameterCollection Parameters { get; } = new();

    /// <summary>Kept for callers that set it; a command runs in its connection's transaction, if there is one.</summary>
    public new DuckDbTransaction? Transaction { get; set; }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = (DuckDbConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => Transaction;
        set => Transaction = (DuckDbTransaction?)value;
    }

    /// <summary>Interrupts the command if it runs: its caller gets an <see cref="OperationCanceledException"/>.</summary>
    public override void Cancel()
    {
        try
        {
            _run?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    /// <summary>Makes a parameter, which is still to be added.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Takes the place of the base class's method.")]
    public new DuckDbParameter CreateParameter() => new();

    /// <summary>
    /// Prepares the statement, so that running it again and again is faster. Of several statements each is prepared when those
    /// before it have run, so that this does nothing for them.
    /// </summary>
    /// <exception cref="DuckDbException">The statement is wrong.</exception>
    public override void Prepare()
    {
        Forget();
        try
        {
            using var script = DuckDbScript.Parse(Ready.Native, ParameterValues.Rename(_text, Parameters));
            _prepared = script.Count == 1 ? script.Prepare(0) : null;
        }
        catch (NativeException e)
        {
            throw new DuckDbException(e);
        }
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>The rows that they changed; -1 if none of them was to change any.</returns>
    public override int ExecuteNonQuery() => NonQuery(CancellationToken.None);

    /// <inheritdoc cref="ExecuteNonQuery"/>
    /// <param name="cancellationToken">Interrupts the statement that runs.</param>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => Ready.RunAsync(() => NonQuery(cancellationToken), cancellationToken);

    /// <summary>Runs all statements.</summary>
    /// <returns>The first value of the first row that they give; <see cref="DBNull"/> if it is missing, null if there is no row.</returns>
    public override object? ExecuteScalar() => Scalar(CancellationToken.None);

    /// <inheritdoc cref="ExecuteScalar"/>
    /// <param name="cancellationToken">Interrupts the statement that runs.</param>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Ready.RunAsync(() => Scalar(cancellationToken), cancellationToken);

    /// <summary>Runs the statements up to the first that gives rows.</summary>
    public new DuckDbDataReader ExecuteReader() => Reader(CommandBehavior.Default, CancellationToken.None);

    /// <inheritdoc cref="ExecuteReader()"/>
    /// <param name="behavior">What else the reader does; <see cref="CommandBehavior.SchemaOnly"/> tells the columns of the first statement and runs none.</param>
    public new DuckDbDataReader ExecuteReader(CommandBehavior behavior) => Reader(behavior, CancellationToken.None);

    /// <inheritdoc cref="ExecuteReader()"/>
    /// <param name="cancellationToken">Interrupts the statement that runs.</param>
    public new Task<DuckDbDataReader> ExecuteReaderAsync(CancellationToken cancellationToken = default) =>
        Ready.RunAsync(() => Reader(CommandBehavior.Default, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Reader(behavior, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await Ready.RunAsync(() => Reader(behavior, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private DuckDbConnection Ready => Connection ?? throw new InvalidOperationException("The command has no connection; set it first.");

    private int NonQuery(CancellationToken cancellationToken)
    {
        using var run = Begin();
        while (run.MoveToRows(cancellationToken))
        {
            while (run.NextChunk(cancellationToken) is { } chunk)
            {
                chunk.Dispose();
            }
        }

        return (int)Math.Min(run.Changed, int.MaxValue);
    }

    private object? Scalar(CancellationToken cancellationToken)
    {
        using var reader = Reader(CommandBehavior.Default, cancellationToken);
        return reader.Advance(cancellationToken) ? reader.GetValue(0) : null;
    }

    private DuckDbDataReader Reader(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var run = Begin();
        try
        {
            return new DuckDbDataReader(run, Ready, behavior, cancellationToken);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private CommandRun Begin()
    {
        // The statement is to stay as it was prepared only while the names of its parameters mean the same.
        var run = new CommandRun(Ready, Parameters, CommandTimeout, _prepared);
        try
        {
            _run = run;
            run.Parse(_text);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private void Forget()
    {
        _prepared?.Dispose();
        _prepared = null;
    }
}
