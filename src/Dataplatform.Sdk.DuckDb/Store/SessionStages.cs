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
        StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var key = target.Key;
        using var connection = store.Connect();
        connection.Execute("begin");
        try
        {
            var stage = Begin(key, VersionKind.Table);
            stage.CreateTable(connection, codec.Schema);
            var (count, variableBytes) = await RowAppender.AppendAsync(connection, StoreLayout.Schema, stage.Relation!, codec, rows, cancellationToken, target.Progress);
            AllowedValues.Check(connection, key, stage.QuotedRelation, codec.Schema);
            OpenStore.AddVersion(connection, stage, scope, count);
            connection.Execute("commit");
            return (stage, count, TableSize.Of(codec.Schema, count, variableBytes));
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
    public (StageRow Row, long? Rows, long? Bytes) Query(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        var key = target.Key;
        var contract = QueryContract.Of(inputs, key, schema, query);
        return contract.Explain(() => Transaction.Run(inputs, () =>
        {
            var stage = Begin(key, VersionKind.Table);
            stage.CreateTable(inputs, schema);
            using var insert = inputs.Prepare($"insert into {stage.QuotedRelation} by name\n{query.Text}");
            insert.BindAll(contract.Values);
            var count = Execute(insert, target, cancellationToken);
            RequiredValues.Check(inputs, key, stage.QuotedRelation, schema);
            AllowedValues.Check(inputs, key, stage.QuotedRelation, schema);
            OpenStore.AddVersion(inputs, stage, scope, count);
            return (stage, (long?)count, (long?)TableSize.Of(inputs, stage.QuotedRelation, schema, count));
        }));
    }

    /// <summary>Stages a view. It sees public names only, so it is made without the step's inputs.</summary>
    public (StageRow Row, long? Rows, long? Bytes) View(AssetKey key, RowSchema schema, SqlQuery query)
    {
        using var connection = store.Connect();
        var contract = QueryContract.Of(connection, key, schema, query);
        return contract.Explain(() => Transaction.Run(connection, () =>
        {
            var stage = Begin(key, VersionKind.View);
            connection.Execute($"create view {stage.QuotedRelation} as {contract.Typed}");
            OpenStore.AddVersion(connection, stage, scope, rows: null);
            return (stage, (long?)null, (long?)null);
        }));
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

    private long Execute(DuckDbStatement insert, StageTarget target, CancellationToken cancellationToken)
    {
        using var poll = ProgressPoll.Begin(inputs, target.Progress, store.Clock);
        return insert.Execute(cancellationToken);
    }

    private StageRow Begin(AssetKey key, string kind) => StageRow.Begin(key, kind, fence, Interlocked.Increment(ref _stages), store.Clock);
}
