using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Reads some rows of a query.</summary>
internal static class SmallQuery
{
    /// <summary>Counts the rows of a query on a connection that sees its inputs, and reads some of them.</summary>
    /// <exception cref="DataplatformException">The query is wrong, or is none.</exception>
    public static QueryRows Read(DuckDbConnection connection, SqlQuery query, int limit, CancellationToken cancellationToken)
    {
        object?[] values = [.. query.Parameters.Select(parameter => parameter.Value)];
        try
        {
            IReadOnlyList<DuckDbColumn> columns;
            using (var statement = connection.Prepare(query.Text))
            {
                columns = statement.IsQuery ? statement.Columns : throw new DataplatformException("The query is no query but a statement that does something. Write a select.");
            }

            var text = Subquery.Text(query.Text);
            var readable = columns.All(column => CellReader.CanRead(column.Type)) ? text : AsText(text, columns);
            var rows = Rows(connection, string.Create(CultureInfo.InvariantCulture, $"from (\n{readable}\n) limit {limit + 1L}"), values, cancellationToken);

            // All of them are counted only where not all were read.
            var total = rows.Count <= limit ? rows.Count : (long)Rows(connection, $"select count(*) from (\n{text}\n)", values, cancellationToken)[0][0]!;
            if (rows.Count > limit)
            {
                rows.RemoveAt(limit);
            }

            return new([.. columns.Select(column => new QueryColumn(column.Name, column.Type.ToString()))], rows, total);
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery("The query", e);
        }
    }

    /// <summary>The same query with the columns as text that have no .NET form. By position, because columns of a query may share a name.</summary>
    public static string AsText(string sql, IReadOnlyList<DuckDbColumn> columns)
    {
        var names = Enumerable.Range(0, columns.Count).Select(i => $"c{i}").ToArray();
        var cells = columns.Select((column, i) => CellReader.CanRead(column.Type) ? names[i] : $"cast({names[i]} as varchar)");
        return $"select {string.Join(", ", cells)} from (\n{Subquery.Text(sql)}\n) as q({string.Join(", ", names)})";
    }

    private static List<object?[]> Rows(DuckDbConnection connection, string sql, object?[] values, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(sql);
        statement.BindAll(values);
        using var stream = statement.Stream(cancellationToken);
        var rows = new List<object?[]>();
        while (stream.Next(cancellationToken) is { } chunk)
        {
            using (chunk)
            {
                CellReader.Read(chunk, stream.Columns, rows);
            }
        }

        return rows;
    }
}
