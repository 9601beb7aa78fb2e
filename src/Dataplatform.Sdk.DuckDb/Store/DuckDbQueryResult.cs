using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The rows of a query that somebody typed; the connection is its own.</summary>
internal sealed partial class DuckDbQueryResult : IQueryResult
{
    private readonly DuckDbConnection _connection;
    private readonly DuckDbStatement _statement;
    private readonly DuckDbStream _stream;

    private DuckDbQueryResult(DuckDbConnection connection, DuckDbStatement statement, DuckDbStream stream, IReadOnlyList<QueryColumn> columns)
    {
        _connection = connection;
        _statement = statement;
        _stream = stream;
        Columns = columns;
    }

    public IReadOnlyList<QueryColumn> Columns { get; }

    public static DuckDbQueryResult Run(DuckDbConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Refuses what a query would write by way of a function, too.
        connection.Execute("begin transaction read only");
        DuckDbStatement? statement = null;
        try
        {
            statement = connection.Prepare(sql);
            if (statement.IsExplain ? !Explains(connection, sql) : !statement.IsQuery)
            {
                throw new DataplatformException("Only a query can be run here, and this statement is none. Assets are written by materializing them.");
            }

            var columns = statement.Columns;
            if (!statement.IsExplain && columns.Any(column => !CellReader.CanRead(column.Type)))
            {
                statement.Dispose();
                statement = connection.Prepare(SmallQuery.AsText(sql, columns));
            }

            return new(connection, statement, statement.Stream(cancellationToken), [.. columns.Select(column => new QueryColumn(column.Name, column.Type.ToString()))]);
        }
        catch (DuckDbException e)
        {
            statement?.Dispose();
            throw StoreErrors.WrongQuery("The query", e);
        }
        catch
        {
            statement?.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>(DuckDbDataChunk.Capacity);
        while (true)
        {
            rows.Clear();
            using (var chunk = await Task.Run(() => Next(cancellationToken), cancellationToken))
            {
                if (chunk is null)
                {
                    yield break;
                }

                CellReader.Read(chunk, _stream.Columns, rows);
            }

            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        _statement.Dispose();
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private DuckDbDataChunk? Next(CancellationToken cancellationToken)
    {
        try
        {
            return _stream.Next(cancellationToken);
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery("The query", e);
        }
    }

    // Explaining a statement with "analyze" runs it, and a copy writes a file from within a read-only transaction.
    private static bool Explains(DuckDbConnection connection, string sql)
    {
        var explain = Explain().Match(sql);
        if (!explain.Success)
        {
            return false;
        }

        using var explained = connection.Prepare(sql[explain.Length..]);
        return explained.IsQuery;
    }

    [GeneratedRegex(@"^(\s|--[^\r\n]*|/\*.*?\*/)*explain\b(\s|--[^\r\n]*|/\*.*?\*/)*(analyze\b|\([a-z_, ]*\))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Explain();
}
