using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Makes the stages of a step. Each is one transaction: a stage is there completely or not at all.</summary>
/// <param name="store">The store.</param>
/// <param name="scope">The step.</param>
/// <param name="bound">The step's inputs, and what its outputs go on from.</param>
/// <param name="inputs">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all its stages.</param>
internal sealed class SessionStages(OpenStore store, StepScope scope, SessionInputs bound, DuckDbConnection inputs, long fence)
{
    private int _stages;

    private SliceStages Slices => field ??= new(store, scope, inputs, Begin, bound.Slices.Hold);

    /// <summary>Stages rows from C#. The connection is its own, so that the rows may come from streams of this session.</summary>
    public async Task<StageResult> RowsAsync<T>(
        StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        if (target.Slice is not null)
        {
            return await Slices.RowsAsync(target, codec, rows, cancellationToken);
        }

        var key = target.Key;
        using var connection = store.Connect();
        connection.Execute("begin");
        try
        {
            var stage = BeginTable(target);
            var result = target.Write.KeepsRows
                ? await AppendAsync(connection, stage, target, codec, rows, cancellationToken)
                : await ReplaceAsync(connection, stage, target, codec, rows, cancellationToken);
            if (target.Write.KeepsRows)
            {
                RequiredValues.Check(connection, key, stage.QuotedRelation, codec.Schema);
            }

            AllowedValues.Check(connection, key, stage.QuotedRelation, codec.Schema);
            stage = await Task.Run(() => WithContent(connection, stage, codec.Schema), cancellationToken);
            OpenStore.AddVersion(connection, stage, scope, result.Rows);
            connection.Execute("commit");
            return result with { Row = stage };
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
    public StageResult Query(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        if (target.Slice is not null)
        {
            return Slices.Query(target, schema, query, cancellationToken);
        }

        var key = target.Key;
        var given = NextVersion.Given(target.Write, schema);
        var contract = QueryContract.Of(inputs, key, given, query);
        return contract.Explain(() => Transaction.Run(inputs, () =>
        {
            var stage = BeginTable(target);
            NextVersion? next = null;
            if (target.Write.KeepsRows)
            {
                next = Next(inputs, stage, target, schema);
                inputs.Execute($"create or replace temp table {NextVersion.Increment} ({StageRow.Columns(given)})");
            }
            else
            {
                stage.CreateTable(inputs, schema);
            }

            using var insert = inputs.Prepare($"insert into {(next is null ? stage.QuotedRelation : NextVersion.Increment)} by name\n{query.Text}");
            insert.BindAll(contract.Values);
            var count = Execute(insert, target, cancellationToken);
            count = next is null ? count : Combine(inputs, stage, next, cancellationToken);
            RequiredValues.Check(inputs, key, stage.QuotedRelation, schema);
            AllowedValues.Check(inputs, key, stage.QuotedRelation, schema);
            stage = WithContent(inputs, stage, schema);
            OpenStore.AddVersion(inputs, stage, scope, count);
            return new StageResult(stage, count, TableSize.Of(inputs, stage.QuotedRelation, schema, count)) { Alterations = next?.Alterations ?? [] };
        }));
    }

    /// <summary>Stages a view. It sees public names only, so it is made without the step's inputs.</summary>
    public StageResult View(AssetKey key, RowSchema schema, SqlQuery query)
    {
        using var connection = store.Connect();
        var contract = QueryContract.Of(connection, key, schema, query);
        return contract.Explain(() => Transaction.Run(connection, () =>
        {
            var stage = Begin(key, VersionKind.View);
            connection.Execute($"create view {stage.QuotedRelation} as {contract.Typed}");
            OpenStore.AddVersion(connection, stage, scope, rows: null);
            return new StageResult(stage, null, null);
        }));
    }

    /// <summary>Stages one value.</summary>
    public StageResult Artifact(StageTarget target, byte[] content)
    {
        if (target.Slice is not null)
        {
            return Slices.Artifact(target, content);
        }

        using var connection = store.Connect();
        return Transaction.Run(connection, () =>
        {
            var stage = Begin(target.Key, VersionKind.Artifact) with { DataVersion = store.Options.DataVersions ? ContentVersion.Of(content) : null };
            connection.Execute($"insert into {StoreLayout.Schema}.artifacts values ($1, $2)", stage.Version, content);
            OpenStore.AddVersion(connection, stage, scope, rows: null);
            return new StageResult(stage, null, content.LongLength);
        });
    }

    private StageRow WithContent(DuckDbConnection connection, StageRow stage, RowSchema schema) =>
        store.Options.DataVersions ? stage with { DataVersion = ContentVersion.Of(connection, stage.QuotedRelation, schema) } : stage;

    private static async Task<StageResult> ReplaceAsync<T>(
        DuckDbConnection connection, StageRow stage, StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        stage.CreateTable(connection, codec.Schema);
        var (count, variableBytes) = await RowAppender.AppendAsync(connection, StoreLayout.Schema, stage.Relation!, codec, rows, cancellationToken, target.Progress);
        return new(stage, count, TableSize.Of(codec.Schema, count, variableBytes));
    }

    // What is kept is read when the transaction has begun, so that the whole version is one transaction.
    private async Task<StageResult> AppendAsync<T>(
        DuckDbConnection connection, StageRow stage, StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var next = Next(connection, stage, target, codec.Schema);
        long count;
        if (next.IsPlainAppend)
        {
            connection.Execute($"create table {stage.QuotedRelation} ({next.Definitions})");
            count = next.KeptRows is { } kept ? await Task.Run(() => Execute(connection, $"insert into {stage.QuotedRelation} {kept}", cancellationToken), cancellationToken) : 0;
            count += (await RowAppender.AppendAsync(connection, StoreLayout.Schema, stage.Relation!, codec, rows, cancellationToken, target.Progress)).Rows;
        }
        else
        {
            connection.Execute($"create or replace temp table {NextVersion.Increment} ({StageRow.Columns(codec.Schema)})");
            await RowAppender.AppendAsync(connection, "main", NextVersion.Increment, codec, rows, cancellationToken, target.Progress);
            count = await Task.Run(() => Combine(connection, stage, next, cancellationToken), cancellationToken);
        }

        return new(stage, count, TableSize.Of(connection, stage.QuotedRelation, codec.Schema, count)) { Alterations = next.Alterations };
    }

    private NextVersion Next(DuckDbConnection connection, StageRow stage, StageTarget target, RowSchema schema) => NextVersion.Of(
        connection, target, schema, stage.Base is not null && bound.Previous(target.Key) is { HasRows: true, Relation: { } relation } ? StoreLayout.Relation(relation) : null, scope.RunId.StartedAt ?? store.Clock.GetUtcNow());

    private long Combine(DuckDbConnection connection, StageRow stage, NextVersion next, CancellationToken cancellationToken)
    {
        next.CheckKeys(connection, isKeyNew: bound.Previous(stage.Key)?.Write != stage.Write);
        connection.Execute($"create table {stage.QuotedRelation} ({next.Definitions})");
        var count = Execute(connection, $"insert into {stage.QuotedRelation}\n{next.Query}", cancellationToken);
        connection.Execute($"drop table temp.{NextVersion.Increment}");
        return count;
    }

    private static long Execute(DuckDbConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(sql);
        return statement.Execute(cancellationToken);
    }

    private long Execute(DuckDbStatement insert, StageTarget target, CancellationToken cancellationToken)
    {
        using var poll = ProgressPoll.Begin(inputs, target.Progress, store.Clock);
        return insert.Execute(cancellationToken);
    }

    // A version goes on from the last one by its mode, or because its step read that one.
    private StageRow BeginTable(StageTarget target)
    {
        if (target is { Write.KeepsRows: true, FullRefresh: false } && bound.Previous(target.Key) is { Kind: VersionKind.Partitions })
        {
            throw SliceErrors.WasPartitioned(target.Key, target.Write.Mode);
        }

        var goesOn = !target.FullRefresh && (target.Write.KeepsRows || bound.HasPrevious(target.Key));
        return Begin(target.Key, VersionKind.Table) with
        {
            GoesOn = goesOn,
            Base = goesOn ? bound.Previous(target.Key)?.Version : null,
            Write = WriteText.Of(target.Write),
        };
    }

    private StageRow Begin(AssetKey key, string kind) => StageRow.Begin(key, kind, fence, Interlocked.Increment(ref _stages), store.Clock);
}
