using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Files;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The files of stages, each stage's in a hidden folder of its own. A stage is there completely or not at all.</summary>
/// <param name="lake">The store.</param>
/// <param name="connection">The connection with the step's inputs.</param>
internal sealed class StageFiles(OpenLake lake, DuckDbConnection connection)
{
    private const string Part = "stage";

    /// <summary>The rows of a stage, for behind <c>from</c>.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="path">A column with the path of each row's file besides; null for none.</param>
    /// <param name="files">How many of the files.</param>
    public string Relation(LakeStage stage, string? path = null, int files = int.MaxValue) =>
        ParquetColumn.FromFiles(connection, stage.Columns!, stage.Files.Take(files).Select(file => Path.Combine(FolderOf(stage), file)), path: path);

    /// <summary>Drops a stage.</summary>
    public void Discard(LakeStage stage)
    {
        if (stage.Lease is { } lease)
        {
            lease.Dispose();
            lake.Sweeper.TryDrop(stage.Version, stage.Slice is { IsPlaced: true } ? null : stage.Key.Path);
        }
    }

    /// <summary>The file of a stage that is one value.</summary>
    public string FileOf(LakeStage stage) => Path.Combine(FolderOf(stage), stage.Files[0]);

    /// <summary>The folder of a stage.</summary>
    public string FolderOf(LakeStage stage) => lake.Folder.WorkOf(stage.Version);

    /// <summary>Does the work of a stage in its folder; what fails leaves nothing.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="schema">The contract; null for a value.</param>
    /// <param name="work">Writes the files.</param>
    public async Task<LakeStage> StageAsync(LakeStage stage, RowSchema? schema, Func<LakeStage, Task> work)
    {
        var key = stage.Key;
        try
        {
            Directory.CreateDirectory(FolderOf(stage));
            await work(stage);
            if (schema is not null && ParquetColumn.Changed(connection, Relation(stage, files: stage.Slice is null ? int.MaxValue : 1), schema) is var (column, type))
            {
                throw new DataplatformException(
                    $"Column '{column.Name}' of '{key}' ('{schema.Name}.{column.Member}', {ColumnMatch.Name(column)}) would come back from Parquet as {type}. Give the member another type, or keep the asset in a DuckDB store.");
            }

            if (schema is not null && stage.Slice is null && lake.Options.DataVersions)
            {
                stage.DataVersion = await Task.Run(() => ContentVersion.Of(connection, Relation(stage), schema));
            }

            if (stage.Slice is null)
            {
                // The files of partitions leave the folder.
                DiskSync.Folder(FolderOf(stage));
            }

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

    /// <summary>Writes rows from C#, one part after the other.</summary>
    public async Task PartsAsync<T>(DuckDbConnection writer, LakeStage stage, RowCodec<T> codec, IAsyncEnumerable<T> rows, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
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

    /// <summary>Writes the next file of a stage.</summary>
    /// <returns>The rows of the file.</returns>
    public long Copy(DuckDbConnection writer, LakeStage stage, RowSchema schema, string query, object?[] values, CancellationToken cancellationToken, IProgress<StageProgress>? progress = null)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"part-{stage.Files.Count}.parquet");
        var path = Path.Combine(FolderOf(stage), file);
        var rows = Copy(
            writer, stage, schema, query, values, $"copy (select {ParquetColumn.ToFile(writer, stage.Columns!)} from (\n{query}\n)) to {TextColumn.Quote(path)} (format parquet, compression zstd)", progress, cancellationToken);
        DiskSync.File(path);
        stage.Files.Add(file);
        return rows;
    }

    /// <summary>Writes rows to files of their partitions, each in a folder that is named by its number.</summary>
    /// <param name="writer">The connection.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="query">The rows, with the number of the partition in <see cref="SliceBounds.Column"/>, and in its order.</param>
    /// <param name="values">The values of the query's parameters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="progress">Is told how far it is.</param>
    public long CopyApart(DuckDbConnection writer, LakeStage stage, RowSchema schema, string query, object?[] values, CancellationToken cancellationToken, IProgress<StageProgress>? progress = null)
    {
        var folder = FolderOf(stage);
        var number = StoreLayout.Quote(SliceBounds.Column);
        var rows = Copy(
            writer, stage, schema, query, values,
            $"copy (select {ParquetColumn.ToFile(writer, stage.Columns!)}, {number} from (\n{query}\n)) to {TextColumn.Quote(folder)} (format parquet, compression zstd, partition_by ({number}), overwrite_or_ignore)",
            progress, cancellationToken);
        stage.Files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).OrderBy(NumberOf).ThenBy(file => file, StringComparer.Ordinal));
        DiskSync.Files(folder, stage.Files);
        return rows;
    }

    /// <summary>The number of the partition of a file that <see cref="CopyApart"/> has written.</summary>
    public static long NumberOf(string file) => long.Parse(Path.GetDirectoryName(file)![(SliceBounds.Column.Length + 1)..], CultureInfo.InvariantCulture);

    private long Copy(DuckDbConnection writer, LakeStage stage, RowSchema schema, string query, object?[] values, string statement, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var copy = writer.Prepare(statement);
        copy.BindAll(values);
        using var poll = ProgressPoll.Begin(writer, progress, lake.Clock);
        try
        {
            return copy.Execute(cancellationToken);
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && ParquetForm.TooLong(writer, query, values, schema) is { Count: > 0 } places)
        {
            throw new DataplatformException($"'{stage.Key}' could not be staged. {ParquetForm.Describe(places)}", e);
        }
    }

    /// <summary>Writes a value.</summary>
    public async Task ValueAsync(LakeStage stage, byte[] content, CancellationToken cancellationToken)
    {
        stage.Files.Add(IsJson(content) ? "value.json" : "value.bin");
        var path = Path.Combine(FolderOf(stage), stage.Files[0]);
        await File.WriteAllBytesAsync(path, content, cancellationToken);
        DiskSync.File(path);
        stage.Bytes = content.LongLength;
        stage.DataVersion = lake.Options.DataVersions ? ContentVersion.Of(content) : null;
    }

    /// <summary>Throws if a value is missing where the contract knows none.</summary>
    public void CheckMissing(AssetKey key, RowSchema schema, string relation)
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
