using System.Data;
using System.Data.Common;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>A transaction. Disposing it without a commit rolls it back.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private DuckDbConnection? _connection;

    internal DuckDbTransaction(DuckDbConnection connection) => _connection = connection;

    /// <summary>Always <see cref="IsolationLevel.Snapshot"/>.</summary>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection => _connection;

    private DuckDbConnection Open => _connection ?? throw new InvalidOperationException("The transaction has ended.");

    /// <summary>Makes everything permanent.</summary>
    /// <exception cref="DuckDbException">It cannot be: an earlier error has aborted the transaction, or another one was faster
    /// (<see cref="DuckDbException.IsTransient"/>). Nothing is written then.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public override void Commit()
    {
        var connection = Open;
        try
        {
            // DuckDB answers a commit of an aborted transaction with success, and writes nothing.
            connection.Run("select 1");
            connection.Run("commit");
        }
        catch (DuckDbException e)
        {
            End(connection);
            throw new DuckDbException(e.InnerException as Interop.DuckDbException is { } cause && cause.Message.Contains("aborted", StringComparison.OrdinalIgnoreCase) && !cause.IsWriteConflict
                ? $"The transaction was not committed, and nothing of it is written: an earlier statement in it failed. ({cause.Message})"
                : e.Message, e);
        }

        Leave(connection);
    }

    /// <summary>Undoes everything.</summary>
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public override void Rollback() => End(Open);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _connection is { } connection)
        {
            connection.Running?.Dispose();
            End(connection);
        }

        base.Dispose(disposing);
    }

    private void End(DuckDbConnection connection)
    {
        Store.Transaction.Rollback(connection.Native);
        Leave(connection);
    }

    private void Leave(DuckDbConnection connection)
    {
        connection.Ended(this);
        _connection = null;
    }
}
