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
/// <param name="connection">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all its stages.</param>
internal sealed class LakeStages(OpenLake lake, LakeCatalog catalog, DuckDbConnection connection, long fence)
{
    private const string Part = "stage";

    /// <summary>
    /// Stages rows from C#, one part after the other: a part is gathered in memory and written as a file. The connection is its
    /// own, so that the rows may come from streams of this session.
    /// </summary>
    public Task<LakeStage> RowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        StageAsync(target.Key, VersionKind.Table, codec.Schema, async stage =>
        {
            using var writer = catalog.Connect();
            await using var source = rows.GetAsyncEnumerator(cancellationToken);
            var buffer = new RowBuffer<T>(source, target.Progress);
            (stage.Rows, stage.Bytes) = (0, 0);
            while (true)
            {
                writer.Execute($"create or replace temp table {Part} ({StageRow.Columns(codec.Schema)})");
                var (count, texts) = await RowAppender.AppendAsync(writer, "main", Part, codec, buffer, (count, texts) => SizeOf(count, texts) >= lake.Options.PartBytes, cancellationToken, target.Progress);
                if (count > 0 || stage.Files.Count == 0)
                {
                    AllowedValues.Check(writer, target.Key, Part, codec.Schema);
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
        });

    /// <summary>Stages the result of a query over the inputs, written to its file as it is computed.</summary>
    public Task<LakeStage> QueryAsync(StageTarget target, RowSchema schema, SqlQuery query, BoundInputs bound, CancellationToken cancellationToken) =>
        StageAsync(target.Key, VersionKind.Table, schema, stage => connection.RunAsync(
            () =>
            {
                var key = target.Key;
                bound.KeepRepeated(query.Text, cancellationToken);
                var contract = QueryContract.Of(connection, key, schema, query);
                contract.Explain(() => stage.Rows = Copy(connection, stage, schema, contract.Typed, contract.Values, cancellationToken, target.Progress));
                var relation = Relation(stage);
                CheckMissing(key, schema, relation);
                RequiredValues.Check(connection, key, relation, schema);
                AllowedValues.Check(connection, key, relation, schema);
                stage.Bytes = TableSize.Of(connection, relation, schema, stage.Rows!.Value);
                return stage;
            },
            cancellationToken));

    /// <summary>Stages a view. It sees public names only, so it is made without the step's inputs.</summary>
    public async Task<LakeStage> ViewAsync(AssetKey key, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        await catalog.ShowAsync(query.Text, orAll: false, cancellationToken);
        using var plain = catalog.Connect();
        var stage = NewStage(key, VersionKind.View, schema, hasFiles: false);
        stage.Query = QueryContract.Of(plain, key, schema, query).Typed;
        return stage;
    }

    /// <summary>Stages one value.</summary>
    public Task<LakeStage> ArtifactAsync(AssetKey key, byte[] content, CancellationToken cancellationToken) =>
        StageAsync(key, VersionKind.Artifact, schema: null, async stage =>
        {
            stage.Files.Add(IsJson(content) ? "value.json" : "value.bin");
            var path = Path.Combine(FolderOf(stage), stage.Files[0]);
            await File.WriteAllBytesAsync(path, content, cancellationToken);
            DiskSync.File(path);
            stage.Bytes = content.LongLength;
        });

    /// <summary>The rows of a stage, for behind <c>from</c>.</summary>
    public string Relation(LakeStage stage) => ParquetColumn.FromFiles(connection, stage.Columns!, stage.Files.Select(file => Path.Combine(FolderOf(stage), file)));

    /// <summary>Drops a stage.</summary>
    public void Discard(LakeStage stage)
    {
        if (stage.Lease is { } lease)
        {
            lease.Dispose();
            lake.Sweeper.TryDrop(stage.Version, stage.Key.Path);
        }
    }

    private async Task<LakeStage> StageAsync(AssetKey key, string kind, RowSchema? schema, Func<LakeStage, Task> work)
    {
        var stage = NewStage(key, kind, schema, hasFiles: true);
        try
        {
            Directory.CreateDirectory(FolderOf(stage));
            await work(stage);
            if (schema is not null && ParquetColumn.Changed(connection, Relation(stage), schema) is var (column, type))
            {
                throw new DataplatformException(
                    $"Column '{column.Name}' of '{key}' ('{schema.Name}.{column.Member}', {ColumnMatch.Name(column)}) would come back from Parquet as {type}. Give the member another type, or keep the asset in a DuckDB store.");
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

    private LakeStage NewStage(AssetKey key, string kind, RowSchema? schema, bool hasFiles)
    {
        var version = Guid.CreateVersion7(lake.Clock.GetUtcNow()).ToString("N");
        return new LakeStage
        {
            Key = key,
            Version = version,
            Fence = fence,
            Kind = kind,
            Columns = schema is null ? null : ParquetColumn.Of(schema),
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
            $"copy (select {ParquetColumn.ToFile(schema)} from (\n{query}\n)) to {TextColumn.Quote(path)} (format parquet, compression zstd)");
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
