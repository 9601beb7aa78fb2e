using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Runs work as one transaction, all of it or nothing.</summary>
internal static class Transaction
{
    private const int Attempts = 12;

    /// <summary>Begins, works and commits.</summary>
    public static T Run<T>(DuckDbConnection connection, Func<T> work)
    {
        connection.Execute("begin");
        try
        {
            var result = work();
            connection.Execute("commit");
            return result;
        }
        catch
        {
            Rollback(connection);
            throw;
        }
    }

    /// <summary>Runs work that may simply be done again when another transaction was faster.</summary>
    public static async Task<T> RetryAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (DuckDbException e) when (e.IsWriteConflict && attempt < Attempts)
            {
                await UnevenWait.AfterAsync(attempt, longest: 256, cancellationToken);
            }
        }
    }

    /// <summary>Ends a transaction that failed; one that DuckDB has ended already is fine.</summary>
    public static void Rollback(DuckDbConnection connection)
    {
        try
        {
            connection.Execute("rollback");
        }
        catch (DuckDbException)
        {
            // The error that led here is the one to report.
        }
    }
}
