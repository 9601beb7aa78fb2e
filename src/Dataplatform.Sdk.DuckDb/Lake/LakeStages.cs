using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Makes the stages of a step, each in a hidden folder of its own. A stage is there completely or not at all.</summary>
/// <param name="lake">The store.</param>
/// <param name="catalog">What the step sees.</param>
/// <param name="scope">The step.</param>
/// <param name="connection">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all its stages.</param>
internal sealed class LakeStages(OpenLake lake, LakeCatalog catalog, StepScope scope, DuckDbConnection connection, long fence)
{
    private const string Part = "stage";

    // So many files of one version are written as one again.
    private const int MostFiles = 32;

    /// <summary>
    /// Stages rows from C#, one part after the other: a part is gathered in memory and written as a file. The connection is its
    /// own, so that the rows may come from streams of this session.
    /// </summary>
    public async Task<LakeStage> RowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var next = await NextAsync(target, codec.Schema, cancellationToken);
        return await StageAsync(NewTable(target, codec.Schema, next), codec.Schema, async stage =>
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
                await PartsAsync(writer, stage, codec, rows, target.Progress, cancellationToken);
            }

            if (next?.Version is not null)
            {
                CheckMissing(target.Key, codec.Schema, Relation(stage));
                RequiredValues.Check(connection, target.Key, Relation(stage), codec.Schema);
                AllowedValues.Check(writer, target.Key, Relation(stage), codec.Schema);
                stage.Bytes = TableSize.Of(writer, Relation(stage), codec.Schema, stage.Rows!.Value);
            }
        });
    }

    /// <summary>Stages the result of a query over the inputs, written to its file as it is computed.</summary>
    public async Task<LakeStage> QueryAsync(StageTarget target, RowSchema schema, SqlQuery query, BoundInputs bound, CancellationToken cancellationToken)
    {
        var key = target.Key;
        var next = await NextAsync(target, schema, cancellationToken);
        return await StageAsync(NewTable(target, schema, next), schema, stage => connection.RunAsync(
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
                        stage.Rows += Copy(connection, stage, schema, contract.Typed, contract.Values, cancellationToken, target.Progress);
                    }

                    return stage;
                });
                var relation = Relation(stage);
                CheckMissing(key, schema, relation);
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
        StageAsync(NewStage(key, VersionKind.Artifact, columns: null, hasFiles: true), schema: null, async stage =>
        {
            stage.Files.Add(IsJson(content) ? "value.json" : "value.bin");
            var path = Path.Combine(FolderOf(stage), stage.Files[0]);
            await File.WriteAllBytesAsync(path, content, cancellationToken);
            DiskSync.File(path);
            stage.Bytes = content.LongLength;
            stage.DataVersion = lake.Options.DataVersions ? ContentVersion.Of(content) : null;
        });

    /// <summary>The rows of a stage, for behind <c>from</c>.</summary>
    public string Relation(LakeStage stage) => ParquetColumn.FromFiles(connection, stage.Columns!, stage.Files.Select(file => Path.Combine(FolderOf(stage), file)));

    /// <summary>The file of a stage that is one value.</summary>
    public string FileOf(LakeStage stage) => Path.Combine(FolderOf(stage), stage.Files[0]);

    /// <summary>Drops a stage.</summary>
    public void Discard(LakeStage stage)
    {
        if (stage.Lease is { } lease)
        {
            lease.Dispose();
            lake.Sweeper.TryDrop(stage.Version, stage.Key.Path);
        }
    }

    private async Task PartsAsync<T>(DuckDbConnection writer, LakeStage stage, RowCodec<T> codec, IAsyncEnumerable<T> rows, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        var buffer = new RowBuffer<T>(source, progress);
        while (true)
        {
            writer.Execute($"create or replace temp table {Part} ({StageRow.Columns(codec.Schema)})");
            var (count, texts) = await RowAppender.AppendAsync(writer, "main", Part, codec, buffer, (count, texts) => SizeOf(count, texts) >= lake.Options.PartBytes, cancellationToken, progress);
            if (count > 0 || stage.Files.Count == 0)
            {
                AllowedValues.Check(writer, stage.Key, Part, codec.Schema);
                await Task.Run(() => Copy(writer, stage, codec.Schema, $"from {Part}", [], cancellationToken), cancellationToken);
            }

            stage.Rows += count;
            stage.Bytes += SizeOf(count, texts);
            if (SizeOf(count, texts) < lake.Options.PartBytes)
            {
                return;
            }
        }

        long SizeOf(long count, long texts) => TableSize.Of(codec.Schema, count, texts);
    }

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
            stage.Rows = Copy(writer, stage, schema, kept, [], cancellationToken);
            return;
        }

        stage.Rows = rows;
        foreach (var file in last.Files)
        {
            var copy = string.Create(CultureInfo.InvariantCulture, $"part-{stage.Files.Count}.parquet");
            File.Copy(Path.Combine(lake.Folder.VersionOf(stage.Key.Path, last.Version), file), Path.Combine(FolderOf(stage), copy));
            DiskSync.File(Path.Combine(FolderOf(stage), copy));
            stage.Files.Add(copy);
        }
    }

    private void Combine(DuckDbConnection writer, LakeStage stage, RowSchema schema, NextVersion next, LakeHead? last, CancellationToken cancellationToken)
    {
        next.CheckKeys(writer, isKeyNew: last?.Write != stage.Write);
        stage.Alterations = next.Alterations;
        stage.Rows = Copy(writer, stage, schema, next.Query, [], cancellationToken);
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

    private async Task<LakeStage> StageAsync(LakeStage stage, RowSchema? schema, Func<LakeStage, Task> work)
    {
        var key = stage.Key;
        try
        {
            Directory.CreateDirectory(FolderOf(stage));
            await work(stage);
            if (schema is not null && ParquetColumn.Changed(connection, Relation(stage), schema) is var (column, type))
            {
                throw new DataplatformException(
                    $"Column '{column.Name}' of '{key}' ('{schema.Name}.{column.Member}', {ColumnMatch.Name(column)}) would come back from Parquet as {type}. Give the member another type, or keep the asset in a DuckDB store.");
            }

            if (schema is not null && lake.Options.DataVersions)
            {
                stage.DataVersion = await Task.Run(() => ContentVersion.Of(connection, Relation(stage), schema));
            }

            DiskSync.Folder(FolderOf(stage));
            return stage;
        }
        catch (DuckDbException e) when (schema is not null)
        {
            Discard(stage);
            throw StoreErrors.Failed(key, schema, e);
        }
        catch
        {
            Discard(stage);
            throw;
        }
    }

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

    private string FolderOf(LakeStage stage) => lake.Folder.WorkOf(stage.Version);

    /// <summary>Writes the next file of a stage.</summary>
    /// <returns>The rows of the file.</returns>
    private long Copy(DuckDbConnection writer, LakeStage stage, RowSchema schema, string query, object?[] values, CancellationToken cancellationToken, IProgress<StageProgress>? progress = null)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"part-{stage.Files.Count}.parquet");
        var path = Path.Combine(FolderOf(stage), file);
        using var copy = writer.Prepare(
            $"copy (select {ParquetColumn.ToFile(writer, stage.Columns!)} from (\n{query}\n)) to {TextColumn.Quote(path)} (format parquet, compression zstd)");
        copy.BindAll(values);
        long rows;
        using (ProgressPoll.Begin(writer, progress, lake.Clock))
        {
            rows = Execute();
        }

        DiskSync.File(path);
        stage.Files.Add(file);
        return rows;

        long Execute()
        {
            try
            {
                return copy.Execute(cancellationToken);
            }
            catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && ParquetForm.TooLong(writer, query, values, schema) is { Count: > 0 } places)
            {
                throw new DataplatformException($"'{stage.Key}' could not be staged. {ParquetForm.Describe(places)}", e);
            }
        }
    }

    private void CheckMissing(AssetKey key, RowSchema schema, string relation)
    {
        var required = schema.Columns.Where(column => !column.IsNullable).ToArray();
        if (required.Length > 0)
        {
            var missing = connection.Query($"select {string.Join(", ", required.Select(column => $"count(*) - count({ColumnMatch.Quote(column)})"))} from {relation}")[0];
            if (Array.FindIndex(missing, count => count is not 0L) is var found and >= 0)
            {
                throw StoreErrors.Missing(key, schema, required[found]);
            }
        }
    }

    // What other programs read as JSON is named so.
    private static bool IsJson(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
