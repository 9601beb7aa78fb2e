using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// Stages partitions: their rows go straight into the table of all partitions, under ids that nobody sees before they are published. Each stage is one
/// transaction.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="scope">The step.</param>
/// <param name="inputs">The connection with the step's inputs.</param>
/// <param name="begin">Begins a version of a kind.</param>
/// <param name="hold">Keeps a version from being dropped until the session ends.</param>
internal sealed class SliceStages(OpenStore store, StepScope scope, DuckDbConnection inputs, Func<AssetKey, string, StageRow> begin, Action<SlicedVersion> hold)
{
    private const string Gathered = "_dataplatform_slice";

    /// <summary>Stages rows from C#. Those of several partitions are gathered first, since only DuckDB can tell which partition a row is in.</summary>
    public async Task<StageResult> RowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var bounds = Prepare(target, codec.Schema);
        using var connection = store.Connect();
        using var ids = new SlicedVersions(store, connection).Take(target, codec.Schema, scope, kind => begin(target.Key, kind), hold);
        connection.Execute("begin");
        try
        {
            long variableBytes;
            if (bounds.IsSingle)
            {
                var constant = new ConstantColumn(SlicedVersion.Column, ids.First);
                (_, variableBytes) = await RowAppender.AppendAsync(connection, StoreLayout.Schema, ids.Version.Relation, codec, rows, cancellationToken, target.Progress, constant);
            }
            else
            {
                connection.Execute($"create or replace temp table {Gathered} ({StageRow.Columns(codec.Schema)})");
                (_, variableBytes) = await RowAppender.AppendAsync(connection, "main", Gathered, codec, rows, cancellationToken, target.Progress);
                await Task.Run(() => Insert(connection, ids, bounds.Attributed($"from {Gathered}", ids.First), [], null, cancellationToken), cancellationToken);
            }

            var result = await Task.Run(() => Complete(connection, target, ids, bounds, codec.Schema), cancellationToken);
            connection.Execute("commit");
            return result with { Bytes = TableSize.Of(codec.Schema, result.Rows!.Value, variableBytes) };
        }
        catch (DuckDbException e)
        {
            Transaction.Rollback(connection);
            throw StoreErrors.Failed(target.Key, codec.Schema, e);
        }
        catch
        {
            Transaction.Rollback(connection);
            throw;
        }
    }

    /// <summary>Stages the result of a query over the inputs, in one pass.</summary>
    public StageResult Query(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        var bounds = Prepare(target, schema);
        var contract = QueryContract.Of(inputs, target.Key, schema, query);
        using var ids = new SlicedVersions(store, inputs).Take(target, schema, scope, kind => begin(target.Key, kind), hold);
        return contract.Explain(() => Transaction.Run(inputs, () =>
        {
            Insert(inputs, ids, bounds.Attributed(contract.Typed, ids.First), contract.Values, target.Progress, cancellationToken);
            var result = Complete(inputs, target, ids, bounds, schema);
            return result with { Bytes = TableSize.Of(inputs, ids.Rows, schema, result.Rows!.Value) };
        }));
    }

    /// <summary>Stages the value of one partition.</summary>
    public StageResult Artifact(StageTarget target, byte[] content)
    {
        if (target.Slice!.Partitions is not [var partition])
        {
            throw new InvalidOperationException($"'{target.Key}' is one value for each partition, and its slice has {target.Slice.Partitions.Count} partitions.");
        }

        using var connection = store.Connect();
        using var ids = new SlicedVersions(store, connection).Take(target, schema: null, scope, kind => begin(target.Key, kind), hold);
        return Transaction.Run(connection, () =>
        {
            var staged = new StagedPartition(partition.Key, null) { DataVersion = store.Options.DataVersions ? ContentVersion.Of(content) : null };
            var stage = begin(target.Key, VersionKind.PartitionedValue) with { DataVersion = staged.DataVersion, Slice = new(ids.Version, ids.First, [staged]) };
            connection.Execute($"insert into {StoreLayout.Schema}.artifacts values ($1, $2)", stage.Version, content);
            StagedRows.Note(connection, ids, stage.Version, [staged]);
            return new StageResult(stage, null, content.LongLength);
        });
    }

    private static SliceBounds Prepare(StageTarget target, RowSchema schema) => target.Write.KeepsRows
        ? throw SliceErrors.KeepsRows(target.Key, target.Write.Mode)
        : SliceBounds.Of(target.Key, target.Slice!, schema);

    private void Insert(DuckDbConnection connection, StagedIds ids, string attributed, object?[] values, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var insert = connection.Prepare($"insert into {ids.Version.Rows} by name\n{attributed}");
        insert.BindAll(values);
        using var poll = ProgressPoll.Begin(connection, progress, store.Clock);
        insert.Execute(cancellationToken);
    }

    private StageResult Complete(DuckDbConnection connection, StageTarget target, StagedIds ids, SliceBounds bounds, RowSchema schema)
    {
        SliceColumns.CheckMissing(connection, ids, schema);
        RequiredValues.Check(connection, target.Key, ids.Rows, schema);
        AllowedValues.Check(connection, target.Key, ids.Rows, schema);
        var content = SliceContent.Read(connection, ids.AllRows, bounds, ids.First, schema, store.Options.DataVersions);
        var stage = begin(target.Key, VersionKind.Partitions) with { DataVersion = content.DataVersion, Slice = new(ids.Version, ids.First, content.Partitions) };
        StagedRows.Note(connection, ids, stage.Version, content.Partitions);
        return new(stage, content.Rows, null) { Alterations = ids.Alterations };
    }
}
