using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Makes the stages of a step. Each is one transaction: a stage is there completely or not at all.</summary>
/// <param name="store">The store.</param>
/// <param name="scope">The step.</param>
/// <param name="inputs">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all its stages.</param>
internal sealed class SessionStages(OpenStore store, StepScope scope, DuckDbConnection inputs, long fence)
{
    private int _stages;

    /// <summary>Stages rows from C#. The connection is its own, so that the rows may come from streams of this session.</summary>
    public async Task<(StageRow Row, long? Rows, long? Bytes)> RowsAsync<T>(
        AssetKey key, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        connection.Execute("begin");
        try
        {
            var stage = Begin(key, VersionKind.Table);
            stage.CreateTable(connection, codec.Schema);
            var (count, textBytes) = await RowAppender.AppendAsync(connection, StoreLayout.Schema, stage.Relation!, codec, rows, cancellationToken);
            AllowedValues.Check(connection, stage, codec.Schema);
            OpenStore.AddVersion(connection, stage, scope, count);
            connection.Execute("commit");
            return (stage, count, TableSize.Of(codec.Schema, count, textBytes));
        }
        catch (DuckDbException e)
        {
            Transaction.Rollback(connection);
            throw StoreErrors.Failed(key, codec.Schema, e);
        }
        catch
        {
            Transaction.Rollback(connection);
            throw;
        }
    }

    /// <summary>Stages the result of a query over the inputs.</summary>
    public (StageRow Row, long? Rows, long? Bytes) Query(AssetKey key, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        var values = query.Parameters.Select(parameter => parameter.Value).ToArray();
        var match = Match(inputs, key, schema, query.Text);
        try
        {
            return Transaction.Run(inputs, () =>
            {
                var stage = Begin(key, VersionKind.Table);
                stage.CreateTable(inputs, schema);
                using var insert = inputs.Prepare($"insert into {stage.QuotedRelation} by name\n{query.Text}");
                insert.BindAll(values);
                var count = insert.Execute(cancellationToken);
                AllowedValues.Check(inputs, stage, schema);
                OpenStore.AddVersion(inputs, stage, scope, count);
                return (stage, (long?)count, (long?)TableSize.Of(inputs, stage.QuotedRelation, schema, count));
            });
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && match.Narrowed.Count > 0)
        {
            var overflowing = Overflowing(match, query.Text, values);
            throw overflowing.Count > 0 ? StoreErrors.Overflow(key, schema, overflowing, e) : StoreErrors.Failed(key, schema, e);
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.Failed(key, schema, e);
        }
    }

    /// <summary>Stages a view. It sees public names only, so it is made without the step's inputs.</summary>
    public (StageRow Row, long? Rows, long? Bytes) View(AssetKey key, RowSchema schema, SqlQuery query)
    {
        using var connection = store.Connect();
        var match = Match(connection, key, schema, query.Text);
        try
        {
            return Transaction.Run(connection, () =>
            {
                var stage = Begin(key, VersionKind.View);
                connection.Execute($"create view {stage.QuotedRelation} as select {match.Projection()} from (\n{Subquery.Text(query.Text)}\n)");
                OpenStore.AddVersion(connection, stage, scope, rows: null);
                return (stage, (long?)null, (long?)null);
            });
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.Failed(key, schema, e);
        }
    }

    /// <summary>Stages one value.</summary>
    public (StageRow Row, long? Rows, long? Bytes) Artifact(AssetKey key, byte[] content)
    {
        using var connection = store.Connect();
        return Transaction.Run(connection, () =>
        {
            var stage = Begin(key, VersionKind.Artifact);
            connection.Execute($"insert into {StoreLayout.Schema}.artifacts values ($1, $2)", stage.Version, content);
            OpenStore.AddVersion(connection, stage, scope, rows: null);
            return (stage, (long?)null, (long?)content.LongLength);
        });
    }

    private StageRow Begin(AssetKey key, string kind) => StageRow.Begin(key, kind, fence, Interlocked.Increment(ref _stages), store.Clock);

    private static ColumnMatch Match(DuckDbConnection connection, AssetKey key, RowSchema schema, string query)
    {
        try
        {
            using var statement = connection.Prepare(query);
            return statement.IsQuery
                ? ColumnMatch.Of(schema, statement.Columns, $"The query of '{key}'")
                : throw new DataplatformException($"The query of '{key}' is no query but a statement that does something. Write a select; the platform writes its result.");
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery($"The query of '{key}'", e);
        }
    }

    // Runs the query again, which is worth it: DuckDB's message names the value but not the column.
    private List<ColumnSchema> Overflowing(ColumnMatch match, string query, object?[] values)
    {
        try
        {
            var flags = inputs.Query(match.Probe(Subquery.Text(query)), values)[0];
            return [.. match.Narrowed.Where((_, i) => flags[i] is true)];
        }
        catch (DuckDbException)
        {
            // The query itself fails; its own error is the one to report.
            return [];
        }
    }
}
