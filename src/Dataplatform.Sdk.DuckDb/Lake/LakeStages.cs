using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Makes the stages of a step that are whole assets.</summary>
/// <param name="lake">The store.</param>
/// <param name="catalog">What the step sees.</param>
/// <param name="scope">The step.</param>
/// <param name="files">Writes files.</param>
/// <param name="connection">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all its stages.</param>
internal sealed class LakeStages(OpenLake lake, LakeCatalog catalog, StepScope scope, StageFiles files, DuckDbConnection connection, long fence)
{
    // So many files of one version are written as one again.
    private const int MostFiles = 32;

    /// <summary>
    /// Stages rows from C#, one part after the other: a part is gathered in memory and written as a file. The connection is its
    /// own, so that the rows may come from streams of this session.
    /// </summary>
    public async Task<LakeStage> RowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var next = await NextAsync(target, codec.Schema, cancellationToken);
        return await files.StageAsync(NewTable(target, codec.Schema, next), codec.Schema, async stage =>
        {
            using var writer = catalog.Connect();
            if (next?.Version is { IsPlainAppend: false } merged)
            {
                writer.Execute($"create or replace temp table {NextVersion.Increment} ({StageRow.Columns(codec.Schema)})");
                await RowAppender.AppendAsync(writer, "main", NextVersion.Increment, codec, rows, cancellationToken, target.Progress);
                await Task.Run(() => Combine(writer, stage, codec.Schema, merged, next.Base, cancellationToken), cancellationToken);
            }
            else
            {
                await Task.Run(() => TakeOver(writer, stage, codec.Schema, next, cancellationToken), cancellationToken);
                await files.PartsAsync(writer, stage, codec, rows, target.Progress, cancellationToken);
            }

            if (next?.Version is not null)
            {
                files.CheckMissing(target.Key, codec.Schema, files.Relation(stage));
                RequiredValues.Check(connection, target.Key, files.Relation(stage), codec.Schema);
                AllowedValues.Check(writer, target.Key, files.Relation(stage), codec.Schema);
                stage.Bytes = TableSize.Of(writer, files.Relation(stage), codec.Schema, stage.Rows!.Value);
            }
        });
    }

    /// <summary>Stages the result of a query over the inputs, written to its file as it is computed.</summary>
    public async Task<LakeStage> QueryAsync(StageTarget target, RowSchema schema, SqlQuery query, BoundInputs bound, CancellationToken cancellationToken)
    {
        var key = target.Key;
        var next = await NextAsync(target, schema, cancellationToken);
        return await files.StageAsync(NewTable(target, schema, next), schema, stage => connection.RunAsync(
            () =>
            {
                bound.KeepRepeated(query.Text, cancellationToken);
                var contract = QueryContract.Of(connection, key, NextVersion.Given(target.Write, schema), query);
                contract.Explain(() =>
                {
                    if (next?.Version is { IsPlainAppend: false } merged)
                    {
                        connection.Execute($"create or replace temp table {NextVersion.Increment} ({StageRow.Columns(NextVersion.Given(target.Write, schema))})");
                        using var insert = connection.Prepare($"insert into {NextVersion.Increment} {contract.Typed}");
                        insert.BindAll(contract.Values);
                        insert.Execute(cancellationToken);
                        Combine(connection, stage, schema, merged, next.Base, cancellationToken);
                    }
                    else
                    {
                        TakeOver(connection, stage, schema, next, cancellationToken);
                        stage.Rows += files.Copy(connection, stage, schema, contract.Typed, contract.Values, cancellationToken, target.Progress);
                    }

                    return stage;
                });
                var relation = files.Relation(stage);
                files.CheckMissing(key, schema, relation);
                RequiredValues.Check(connection, key, relation, schema);
                AllowedValues.Check(connection, key, relation, schema);
                stage.Bytes = TableSize.Of(connection, relation, schema, stage.Rows!.Value);
                return stage;
            },
            cancellationToken));
    }

    /// <summary>Stages a view. It sees public names only, so it is made without the step's inputs.</summary>
    public async Task<LakeStage> ViewAsync(AssetKey key, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        await catalog.ShowAsync(query.Text, orAll: false, cancellationToken);
        using var plain = catalog.Connect();
        var stage = NewStage(key, VersionKind.View, ParquetColumn.Of(schema), hasFiles: false);
        stage.Query = QueryContract.Of(plain, key, schema, query).Typed;
        return stage;
    }

    /// <summary>Stages one value.</summary>
    public Task<LakeStage> ArtifactAsync(AssetKey key, byte[] content, CancellationToken cancellationToken) =>
        files.StageAsync(NewStage(key, VersionKind.Artifact, columns: null, hasFiles: true), schema: null, stage => files.ValueAsync(stage, content, cancellationToken));

    // The kept rows come first. Their files are copied as they are, unless their columns change or runs have left many of them.
    private void TakeOver(DuckDbConnection writer, LakeStage stage, RowSchema schema, LakeNext? next, CancellationToken cancellationToken)
    {
        (stage.Rows, stage.Bytes) = (0, 0);
        if (next?.Version?.KeptRows is not { } kept)
        {
            return;
        }

        stage.Alterations = next.Version.Alterations;
        if (next.Base is not { Rows: { } rows } last || stage.Alterations.Count > 0 || last.Files.Count >= MostFiles)
        {
            stage.Rows = files.Copy(writer, stage, schema, kept, [], cancellationToken);
            return;
        }

        stage.Rows = rows;
        foreach (var file in last.Files)
        {
            var copy = string.Create(CultureInfo.InvariantCulture, $"part-{stage.Files.Count}.parquet");
            File.Copy(Path.Combine(lake.Folder.VersionOf(stage.Key.Path, last.Version), file), Path.Combine(files.FolderOf(stage), copy));
            DiskSync.File(Path.Combine(files.FolderOf(stage), copy));
            stage.Files.Add(copy);
        }
    }

    private void Combine(DuckDbConnection writer, LakeStage stage, RowSchema schema, NextVersion next, LakeHead? last, CancellationToken cancellationToken)
    {
        next.CheckKeys(writer, isKeyNew: last?.Write != stage.Write);
        stage.Alterations = next.Alterations;
        stage.Rows = files.Copy(writer, stage, schema, next.Query, [], cancellationToken);
        writer.Execute($"drop table temp.{NextVersion.Increment}");
    }

    // What the stage is made of when it keeps rows; null otherwise.
    private async Task<LakeNext?> NextAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken)
    {
        if (target.FullRefresh || (!target.Write.KeepsRows && !catalog.HasPrevious(target.Key)))
        {
            return target.Write.KeepsRows ? Next(null, null) : null;
        }

        var last = await catalog.PreviousAsync(target.Key, scope.RunId, cancellationToken);
        if (target.Write.KeepsRows && last?.Kind == VersionKind.Partitions)
        {
            throw SliceErrors.WasPartitioned(target.Key, target.Write.Mode);
        }

        return Next(last, last is { HasRows: true } ? catalog.PreviousRelation(last) : null);

        LakeNext Next(LakeHead? last, string? relation) => new(
            target.Write.KeepsRows ? NextVersion.Of(connection, target, schema, relation, scope.RunId.StartedAt ?? lake.Clock.GetUtcNow()) : null, last);
    }

    private LakeStage NewTable(StageTarget target, RowSchema schema, LakeNext? next) => NewStage(
        target.Key,
        VersionKind.Table,
        [.. ParquetColumn.Of(schema), .. (next?.Version?.LeftColumns ?? []).Select(left => next!.Base!.Columns!.First(column => column.Name == left.Column))],
        hasFiles: true,
        target,
        next?.Base);

    private LakeStage NewStage(AssetKey key, string kind, IReadOnlyList<LakeColumn>? columns, bool hasFiles, StageTarget? target = null, LakeHead? last = null)
    {
        var version = Guid.CreateVersion7(lake.Clock.GetUtcNow()).ToString("N");
        return new LakeStage
        {
            Key = key,
            Version = version,
            Fence = fence,
            Kind = kind,
            Columns = columns,
            Base = last,
            GoesOn = target is { FullRefresh: false } && (target.Write.KeepsRows || catalog.HasPrevious(key)),
            Write = target is null ? null : WriteText.Of(target.Write),
            Lease = hasFiles ? VersionLease.Begin(lake.Folder, version, key.Path) : null,
        };
    }
}
