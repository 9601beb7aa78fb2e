using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// Reads the rows of a command as DuckDB computes them: memory holds one part of at most 2,048 rows. Closing the reader ends
/// its query, and runs the statements after it.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Named as its base class.")]
[SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "ADO.NET documents IndexOutOfRangeException for a column that is not there.")]
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The base class of ADO.NET is not generic.")]
public sealed partial class DuckDbDataReader : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly CommandRun _run;
    private readonly DuckDbConnection _connection;
    private readonly CommandBehavior _behavior;
    private ColumnCells[] _columns = [];
    private DuckDbDataChunk? _chunk;
    private int _count;
    private int _row = -1;
    private bool _hasRows;
    private bool _closed;

    internal DuckDbDataReader(CommandRun run, DuckDbConnection connection, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        _run = run;
        _connection = connection;
        _behavior = behavior;
        if (behavior.HasFlag(CommandBehavior.SchemaOnly))
        {
            _columns = [.. run.Describe().Select(column => new ColumnCells(column))];
        }
        else
        {
            MoveToRows(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => _columns.Length;

    /// <inheritdoc/>
    public override bool HasRows => _hasRows;

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <summary>The rows that the statements so far have changed; -1 if none of them was to change any.</summary>
    public override int RecordsAffected => (int)Math.Min(_run.Changed, int.MaxValue);

    /// <inheritdoc/>
    public override bool Read() => Advance(CancellationToken.None);

    /// <summary>Moves to the next row; only where DuckDB must compute more rows there is something to wait for.</summary>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (_row + 1 < _count)
        {
            _row++;
            return Task.FromResult(true);
        }

        return _connection.RunAsync(() => Advance(cancellationToken), cancellationToken);
    }

    /// <summary>Moves to the rows of the next statement that gives some; those between run.</summary>
    public override bool NextResult() => MoveToRows(CancellationToken.None);

    /// <inheritdoc cref="NextResult"/>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) => _connection.RunAsync(() => MoveToRows(cancellationToken), cancellationToken);

    /// <summary>Ends the query, runs the statements after it, and frees the connection.</summary>
    /// <exception cref="DuckDbException">One of those statements failed.</exception>
    public override void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        EndChunk();
        try
        {
            if (_behavior.HasFlag(CommandBehavior.SchemaOnly))
            {
                _run.Dispose();
            }
            else
            {
                _run.Finish();
            }
        }
        finally
        {
            if (_behavior.HasFlag(CommandBehavior.CloseConnection))
            {
                _connection.Close();
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    internal bool Advance(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_row + 1 < _count)
        {
            _row++;
            return true;
        }

        // The first part was taken to know whether there are rows.
        if (_chunk is null || !TakeChunk(cancellationToken))
        {
            _count = 0;
            _row = -1;
            return false;
        }

        _row = 0;
        return true;
    }

    private bool MoveToRows(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        EndChunk();
        _columns = [];
        _hasRows = false;
        if (_behavior.HasFlag(CommandBehavior.SchemaOnly) || !_run.MoveToRows(cancellationToken))
        {
            return false;
        }

        _columns = ColumnCells.Of(_run.Rows!);
        _hasRows = TakeChunk(cancellationToken);
        return true;
    }

    private bool TakeChunk(CancellationToken cancellationToken)
    {
        EndChunk();
        while (_run.NextChunk(cancellationToken) is { } chunk)
        {
            if (chunk.Count == 0)
            {
                chunk.Dispose();
                continue;
            }

            _chunk = chunk;
            _count = chunk.Count;
            for (var i = 0; i < _columns.Length; i++)
            {
                _columns[i].Attach(DuckDbNative.DataChunkVector(chunk.Handle, (ulong)i));
            }

            return true;
        }

        return false;
    }

    private void EndChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        _count = 0;
        _row = -1;
    }
}
