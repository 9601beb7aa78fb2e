using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A query whose columns match the contract of the asset that it makes.</summary>
internal sealed class QueryContract
{
    private readonly DuckDbConnection _connection;
    private readonly AssetKey _key;
    private readonly RowSchema _schema;
    private readonly string _query;
    private readonly ColumnMatch _match;

    private QueryContract(DuckDbConnection connection, AssetKey key, RowSchema schema, SqlQuery query, ColumnMatch match)
    {
        _connection = connection;
        _key = key;
        _schema = schema;
        _query = Subquery.Text(query.Text);
        _match = match;
        Values = [.. query.Parameters.Select(parameter => parameter.Value)];
    }

    /// <summary>The values of the query's parameters.</summary>
    public object?[] Values { get; }

    /// <summary>The query with the contract's columns, in its order and with its types.</summary>
    public string Typed => $"select {_match.Projection()} from (\n{_query}\n)";

    /// <summary>Prepares the query on a connection that sees its inputs.</summary>
    /// <exception cref="DataplatformException">The query is wrong, is none, or does not match its contract.</exception>
    public static QueryContract Of(DuckDbConnection connection, AssetKey key, RowSchema schema, SqlQuery query)
    {
        try
        {
            using var statement = connection.Prepare(query.Text);
            return statement.IsQuery
                ? new(connection, key, schema, query, ColumnMatch.Of(schema, statement.Columns, $"The query of '{key}'"))
                : throw new DataplatformException($"The query of '{key}' is no query but a statement that does something. Write a select; the platform writes its result.");
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery($"The query of '{key}'", e);
        }
    }

    /// <summary>Runs what writes the query's result, and says in words what goes wrong.</summary>
    public T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && _match.Narrowed.Count > 0)
        {
            var overflowing = Overflowing();
            throw overflowing.Count > 0 ? StoreErrors.Overflow(_key, overflowing, e) : StoreErrors.Failed(_key, _schema, e);
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.Failed(_key, _schema, e);
        }
    }

    // Runs the query again, which is worth it: DuckDB's message names the value but not the column.
    private List<ValuePlace> Overflowing()
    {
        try
        {
            var flags = _connection.Query(_match.Probe(_query), Values)[0];
            return [.. _match.Narrowed.Where((_, i) => flags[i] is true)];
        }
        catch (DuckDbException)
        {
            // The query itself fails; its own error is the one to report.
            return [];
        }
    }
}
