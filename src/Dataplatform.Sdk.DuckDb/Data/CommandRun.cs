using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;
using NativeException = Dataplatform.Sdk.DuckDb.Interop.DuckDbException;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// One execution of a command: its statements, one after the other. Every call into DuckDB goes through here, so that each
/// can be cancelled, has the command's time, and fails with ADO.NET's exceptions.
/// </summary>
internal sealed class CommandRun : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly DuckDbParameterCollection _parameters;
    private readonly TimeSpan _timeout;
    private readonly DuckDbStatement? _prepared;
    private readonly CancellationTokenSource _stop;
    private DuckDbScript? _script;
    private DuckDbStatement? _statement;
    private int _next;
    private bool _cancelled;
    private bool _ended;

    /// <param name="connection">The connection, which runs nothing else.</param>
    /// <param name="parameters">The values.</param>
    /// <param name="timeoutSeconds">How long each call may take; 0 is without end.</param>
    /// <param name="prepared">The command's one statement, if it is prepared; the command disposes it.</param>
    public CommandRun(DuckDbConnection connection, DuckDbParameterCollection parameters, int timeoutSeconds, DuckDbStatement? prepared)
    {
        if (connection.Running is not null)
        {
            throw new InvalidOperationException("A reader is open on this connection; close it first, or use another connection.");
        }

        _connection = connection;
        _parameters = parameters;
        _timeout = timeoutSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(timeoutSeconds);
        _prepared = prepared;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, TimeProvider.System);
        connection.Running = this;
    }

    /// <summary>The rows of the statement that gave some last.</summary>
    public DuckDbStream? Rows { get; private set; }

    /// <summary>The rows that all statements so far have changed; -1 if none of them was to change any.</summary>
    public long Changed { get; private set; } = -1;

    /// <summary>Ends what runs, from any thread.</summary>
    public void Cancel()
    {
        _cancelled = true;
        _stop.Cancel();
    }

    /// <summary>Splits the text into statements; the first that is wrong is found before any has run.</summary>
    public void Parse(string sql) => _script = _prepared is null
        ? Call(_ => DuckDbScript.Parse(_connection.Native, ParameterValues.Rename(sql, _parameters)), CancellationToken.None)
        : null;

    /// <summary>Runs statements until one gives rows.</summary>
    /// <returns>False if there is none.</returns>
    public bool MoveToRows(CancellationToken cancellationToken)
    {
        EndRows();
        while (!_ended && _next < (_script?.Count ?? 1))
        {
            var stream = Call(Start, cancellationToken);
            if (stream.Kind == DuckDbResultKind.Query)
            {
                Rows = stream;
                return true;
            }

            if (stream.Kind == DuckDbResultKind.ChangedRows)
            {
                Changed = Math.Max(Changed, 0) + stream.RowsChanged;
            }

            stream.Dispose();
            EndStatement();
        }

        return false;
    }

    /// <summary>Prepares the next statement without running it, for its columns.</summary>
    public IReadOnlyList<DuckDbColumn> Describe() => Call(_ => Prepare().Columns, CancellationToken.None);

    /// <summary>The next rows of the statement that gives some; null at the end.</summary>
    public DuckDbDataChunk? NextChunk(CancellationToken cancellationToken) => Call(Rows!.Next, cancellationToken);

    /// <summary>Runs the statements that have not run, and ends.</summary>
    public void Finish()
    {
        try
        {
            while (MoveToRows(CancellationToken.None))
            {
                while (NextChunk(CancellationToken.None) is { } chunk)
                {
                    chunk.Dispose();
                }
            }
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _ended = true;
        EndRows();
        _script?.Dispose();
        _script = null;
        _stop.Dispose();
        if (_connection.Running == this)
        {
            _connection.Running = null;
        }
    }

    private DuckDbStream Start(CancellationToken cancellationToken)
    {
        var statement = Prepare();
        ParameterValues.Bind(statement, _parameters);
        return statement.Run(cancellationToken);
    }

    private DuckDbStatement Prepare()
    {
        var next = _next++;
        return _statement = _prepared ?? _script!.Prepare(next);
    }

    private T Call<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
            _stop.CancelAfter(_timeout);
            var result = work(_stop.Token);
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
            return result;
        }
        catch (NativeException e)
        {
            _ended = true;
            throw new DuckDbException(e);
        }
        catch (OperationCanceledException e) when (_stop.IsCancellationRequested)
        {
            _ended = true;
            cancellationToken.ThrowIfCancellationRequested();
            throw _cancelled ? new OperationCanceledException("The command was cancelled.", e) : TimedOut(e);
        }
        catch
        {
            _ended = true;
            throw;
        }
    }

    private DuckDbException TimedOut(Exception cause) => new(
        string.Create(CultureInfo.InvariantCulture, $"The command did not answer within its timeout of {_timeout.TotalSeconds} seconds, and was interrupted. Give it more (CommandTimeout, 0 for no end), or make it faster."),
        new TimeoutException(cause.Message, cause));

    private void EndRows()
    {
        Rows?.Dispose();
        Rows = null;
        EndStatement();
    }

    private void EndStatement()
    {
        if (_statement != _prepared)
        {
            _statement?.Dispose();
        }

        _statement = null;
    }
}
