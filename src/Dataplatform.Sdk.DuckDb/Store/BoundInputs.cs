using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Streams;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The inputs of a step: temporary views by name, and what they stand for.</summary>
/// <param name="connect">Opens a connection that sees public names, and nothing of the step.</param>
/// <param name="connection">The step's connection.</param>
internal sealed class BoundInputs(Func<DuckDbConnection> connect, DuckDbConnection connection)
{
    private readonly ConcurrentDictionary<string, (string Relation, string Origin)> _bound = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (long Stream, object Rows)> _streamed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a relation visible under the input's name.</summary>
    public void BindRelation(InputBinding input, string relation)
    {
        try
        {
            connection.Execute($"create or replace temp view {StoreLayout.Quote(input.Name)} as select * from {relation}");
        }
        catch (DuckDbException e)
        {
            // A view whose own inputs have changed since.
            throw new DataplatformException($"The asset '{input.Key}' cannot be read; materialize it again. {e.Message}", e);
        }

        _bound[input.Name] = (relation, $"the asset '{input.Key}'");
    }

    /// <summary>Makes rows of C# visible under the input's name; each query reads them anew.</summary>
    public void BindStream<T>(InputBinding input, StreamSet streams, RowCodec<T> codec, IAsyncEnumerable<T> rows)
    {
        var stream = streams.Add(codec, rows);
        BindRelation(input, StreamSet.Relation(stream));
        _streamed[input.Name] = (stream, rows);
    }

    /// <summary>
    /// Keeps the streams that a query reads more than once in temporary tables: reading one again takes longer than writing it
    /// down.
    /// </summary>
    public void KeepRepeated(string query, CancellationToken cancellationToken)
    {
        foreach (var (name, (stream, _)) in _streamed)
        {
            if (TimesRead(stream, query) > 1)
            {
                var (view, table) = (StoreLayout.Quote(name), $"temp.{StoreLayout.Quote($"{name}@rows")}");
                using (var keep = connection.Prepare($"create or replace temp table {table} as from {StreamSet.Relation(stream)}"))
                {
                    keep.Execute(cancellationToken);
                }

                connection.Execute($"create or replace temp view {view} as from {table}");
            }
        }
    }

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => _streamed.TryGetValue(input.Name, out var streamed)
        ? new StreamedRows<T>((IAsyncEnumerable<T>)streamed.Rows)
        : _bound.TryGetValue(input.Name, out var bound) ? new RelationSource<T>(connect, bound.Relation, codec, bound.Origin)
        : throw new InvalidOperationException($"The input '{input.Name}' is not bound.");

    /// <summary>Makes an ephemeral asset visible under the input's name.</summary>
    public void BindQuery(InputBinding.Inline input) =>
        BindQuery(input, $"The query of '{input.Key}'", Subquery.Text(input.Query.Text), input.Schema, allowExtra: false);

    /// <summary>Makes a query over public names visible under the input's name.</summary>
    public void BindQuery(InputBinding input, string origin, string query, RowSchema schema, bool allowExtra)
    {
        try
        {
            // A connection without this step's views: the query may name public names only.
            using var plain = connect();
            using var statement = plain.Prepare(query);
            var match = ColumnMatch.Of(schema, statement.Columns, origin, allowExtra);
            var typed = $"select {match.Projection()} from (\n{query}\n)";
            connection.Execute($"create or replace temp view {DuckDbDialect.Instance.Identifier(input.Name)} as {typed}");
            _bound[input.Name] = ($"(\n{typed}\n)", $"the asset '{input.Key}'");
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery(origin, e);
        }
    }

    private int TimesRead(long stream, string query)
    {
        var source = StreamSet.Find(stream);
        var before = source.TimesBound;
        try
        {
            using var statement = connection.Prepare(query);
        }
        catch (DuckDbException)
        {
            // The query is wrong, which is said where it is staged.
            return 0;
        }

        return source.TimesBound - before;
    }
}
