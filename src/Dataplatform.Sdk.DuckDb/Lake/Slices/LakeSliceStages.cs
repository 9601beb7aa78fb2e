using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>Stages partitions: each in files of its own, which are moved to their folders when they are published.</summary>
/// <param name="lake">The store.</param>
/// <param name="catalog">What the step sees.</param>
/// <param name="files">Writes files.</param>
/// <param name="connection">The connection with the step's inputs.</param>
/// <param name="fence">The fence of all stages of the session.</param>
internal sealed class LakeSliceStages(OpenLake lake, LakeCatalog catalog, StageFiles files, DuckDbConnection connection, long fence)
{
    private const string Gathered = "_dataplatform_slice";
    private const string Path = "_dataplatform_path";

    // The number of the first partition; the negative of it is that of rows in none.
    private const long First = 1;

    /// <summary>Stages rows from C#. Those of several partitions are gathered first, since only DuckDB can tell which partition a row is in.</summary>
    public Task<LakeStage> RowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var bounds = Prepare(target, codec.Schema);
        return files.StageAsync(NewStage(target, codec.Schema, VersionKind.Partitions), codec.Schema, async stage =>
        {
            (stage.Rows, stage.Bytes) = (0, 0);
            using var writer = catalog.Connect();
            if (bounds.IsSingle)
            {
                await files.PartsAsync(writer, stage, codec, rows, target.Progress, cancellationToken);
            }
            else
            {
                writer.Execute($"create or replace temp table {Gathered} ({StageRow.Columns(codec.Schema)})");
                var (count, variableBytes) = await RowAppender.AppendAsync(writer, "main", Gathered, codec, rows, cancellationToken, target.Progress);
                stage.Bytes = TableSize.Of(codec.Schema, count, variableBytes);
                await Task.Run(() => files.CopyApart(writer, stage, codec.Schema, bounds.Attributed($"from {Gathered}", First), [], cancellationToken), cancellationToken);
                AllowedValues.Check(writer, target.Key, files.Relation(stage), codec.Schema);
            }

            await Task.Run(() => Complete(stage, bounds, codec.Schema), cancellationToken);
        });
    }

    /// <summary>Stages the result of a query over the inputs, written to the files of its partitions as it is computed.</summary>
    public Task<LakeStage> QueryAsync(StageTarget target, RowSchema schema, SqlQuery query, BoundInputs bound, CancellationToken cancellationToken)
    {
        var bounds = Prepare(target, schema);
        return files.StageAsync(NewStage(target, schema, VersionKind.Partitions), schema, stage => connection.RunAsync(
            () =>
            {
                bound.KeepRepeated(query.Text, cancellationToken);
                var contract = QueryContract.Of(connection, target.Key, schema, query);
                contract.Explain(() => bounds.IsSingle
                    ? files.Copy(connection, stage, schema, contract.Typed, contract.Values, cancellationToken, target.Progress)
                    : files.CopyApart(connection, stage, schema, bounds.Attributed(contract.Typed, First), contract.Values, cancellationToken, target.Progress));
                var relation = files.Relation(stage);
                files.CheckMissing(target.Key, schema, relation);
                RequiredValues.Check(connection, target.Key, relation, schema);
                AllowedValues.Check(connection, target.Key, relation, schema);
                Complete(stage, bounds, schema);
                stage.Bytes = TableSize.Of(connection, relation, schema, stage.Rows!.Value);
                return stage;
            },
            cancellationToken));
    }

    /// <summary>Stages the value of one partition.</summary>
    public Task<LakeStage> ArtifactAsync(StageTarget target, byte[] content, CancellationToken cancellationToken)
    {
        if (target.Slice!.Partitions is not [var partition])
        {
            throw new InvalidOperationException($"'{target.Key}' is one value for each partition, and its slice has {target.Slice.Partitions.Count} partitions.");
        }

        return files.StageAsync(NewStage(target, schema: null, VersionKind.PartitionedValue), schema: null, async stage =>
        {
            await files.ValueAsync(stage, content, cancellationToken);
            stage.Slice!.Partitions = [new StagedPartition(partition.Key, null) { DataVersion = stage.DataVersion }];
            stage.Slice.Files = [[.. stage.Files]];
        });
    }

    private static SliceBounds Prepare(StageTarget target, RowSchema schema) => target.Write.KeepsRows
        ? throw SliceErrors.KeepsRows(target.Key, target.Write.Mode)
        : SliceBounds.Of(target.Key, target.Slice!, schema);

    private LakeStage NewStage(StageTarget target, RowSchema? schema, string kind)
    {
        var head = lake.Heads.Assets.GetValueOrDefault(target.Key.Path);
        var replaces = head is not null && head.Kind != kind;
        IReadOnlyList<ColumnAlteration> alterations = [];
        if (head is not null && !replaces && schema is not null)
        {
            alterations = Alterations(connection, head, schema, target.Write.OnSchemaChange);
            if (alterations.Any(alteration => alteration.Refusal is not null))
            {
                if (!target.FullRefresh)
                {
                    SliceColumns.ThrowIfRefused(target.Key, schema, alterations);
                }

                (replaces, alterations) = (true, []);
            }
        }

        var version = Guid.CreateVersion7(lake.Clock.GetUtcNow()).ToString("N");
        return new LakeStage
        {
            Key = target.Key,
            Version = version,
            Fence = fence,
            Kind = kind,
            Columns = schema is null ? null : ParquetColumn.Of(schema),
            Alterations = alterations,
            Slice = new(target.Slice!, head?.Id, replaces),
            Lease = VersionLease.Begin(lake.Folder, version, target.Key.Path),
        };
    }

    /// <summary>What staging rows would do to the columns of partitions that are published.</summary>
    public static IReadOnlyList<ColumnAlteration> Alterations(DuckDbConnection connection, LakeHead head, RowSchema schema, SchemaChange policy)
    {
        using var statement = connection.Prepare($"from {NoRows.Of(head.Columns!.Select(column => (column.Name, column.Type)))}");
        return SliceColumns.Alterations(schema, statement.Columns, policy);
    }

    // Counts and hashes what was written, and finds what is in no partition.
    private void Complete(LakeStage stage, SliceBounds bounds, RowSchema schema)
    {
        var number = bounds.IsSingle
            ? string.Create(CultureInfo.InvariantCulture, $"{First}::bigint")
            : $"regexp_extract({StoreLayout.Quote(Path)}, '{SliceBounds.Column}=(-?[0-9]+)[/\\\\][^/\\\\]*$', 1)::bigint";
        var rows = $"(select *, {number} as {SlicedVersion.QuotedColumn} from {files.Relation(stage, bounds.IsSingle ? null : Path)})";
        var content = SliceContent.Read(connection, rows, bounds, First, schema, lake.Options.DataVersions);
        var byNumber = stage.Files.ToLookup(file => bounds.IsSingle ? First : StageFiles.NumberOf(file));
        (stage.Rows, stage.DataVersion) = (content.Rows, content.DataVersion);
        (stage.Slice!.Partitions, stage.Slice.Files) = (
            content.Partitions, [.. content.Partitions.Select((partition, i) => partition.Rows == 0 ? Array.Empty<string>() : byNumber[First + i].ToArray())]);
    }
}
