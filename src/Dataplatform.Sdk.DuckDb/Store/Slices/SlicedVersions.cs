using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Finds the versions of partitioned assets, and makes the one into which partitions are staged.</summary>
/// <param name="store">The store.</param>
/// <param name="connection">A connection that is not in a transaction, where something is made.</param>
internal sealed class SlicedVersions(OpenStore store, DuckDbConnection connection)
{
    /// <summary>The published version of an asset; null if nothing is published, or what is published has no partitions.</summary>
    public SlicedVersion? Published(AssetKey key) =>
        connection.Query($"select v.version, v.kind, v.relation from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1", key.Path) is [[string version, string kind, string relation]] && SlicedVersion.Is(kind)
            ? new(key, version, kind, relation)
            : null;

    /// <summary>What is known of the table of a version. Called under the gate.</summary>
    public KnownTable Know(SlicedVersion version)
    {
        var known = store.Tables.GetOrAdd(version.Relation, relation => new KnownTable(store.Pins.IdsOf(relation)));
        if (!known.HasLast)
        {
            var last = connection.Query($"select coalesce(max(id), 0) from (select max(id) as id from {version.Heads} union all select max(id) from {StoreLayout.Schema}.slices where relation = $1)", version.Relation);
            known.Ids.Raise((long)last[0][0]!);
            known.HasLast = true;
        }

        return known;
    }

    /// <summary>
    /// The version into which partitions are staged, and ids for them: the published one, with the columns of the contract; or if there is none, or
    /// if it is to give way, a new one that is published with the first of its partitions.
    /// </summary>
    /// <param name="target">What is staged.</param>
    /// <param name="schema">The contract; null for a value.</param>
    /// <param name="scope">The step.</param>
    /// <param name="create">Begins a new version of a kind.</param>
    /// <param name="hold">Keeps the version from being dropped.</param>
    /// <exception cref="DataplatformException">The columns there are do not fit the contract.</exception>
    public StagedIds Take(StageTarget target, RowSchema? schema, StepScope scope, Func<string, StageRow> create, Action<SlicedVersion> hold)
    {
        // One at a time, so that all who begin at once make one version; and nobody publishes or removes it in between.
        lock (store.Pins.Gate)
        {
            IReadOnlyList<ColumnAlteration> alterations = [];
            SlicedVersion? version = null;
            foreach (var (candidate, isPublished) in Candidates(target.Key, schema is null ? VersionKind.PartitionedValue : VersionKind.Partitions))
            {
                var known = Know(candidate);
                alterations = schema is null || known.FitsNow(schema) ? [] : Alterations(candidate, schema, target.Write.OnSchemaChange);
                if (alterations.All(alteration => alteration.Refusal is null))
                {
                    version = candidate;
                    break;
                }

                if (isPublished && !target.FullRefresh)
                {
                    SliceColumns.ThrowIfRefused(target.Key, schema!, alterations);
                }
            }

            if (version is null)
            {
                (version, alterations) = (Create(create(schema is null ? VersionKind.PartitionedValue : VersionKind.Partitions), scope, schema), []);
            }

            var table = Know(version);
            if (schema is not null && !table.FitsNow(schema))
            {
                if (SliceColumns.Apply(connection, version, schema, alterations))
                {
                    table.Ids.Alterations++;
                }

                table.Fits(schema, SliceColumns.Required(connection, version));
            }

            hold(version);
            var count = target.Slice!.Partitions.Count;
            return new(store.Pins, version, table.Ids, table.Ids.Take(count), count) { Alterations = alterations, Unchecked = table.Unchecked };
        }
    }

    /// <summary>What staging rows would do to the columns of what is published.</summary>
    public IReadOnlyList<ColumnAlteration> Alterations(SlicedVersion version, RowSchema schema, SchemaChange policy)
    {
        using var statement = connection.Prepare($"from {version.Rows}");
        return SliceColumns.Alterations(schema, statement.Columns, policy);
    }

    // The published version first; then those that this process has begun and nobody has published yet.
    private IEnumerable<(SlicedVersion Version, bool IsPublished)> Candidates(AssetKey key, string kind) => connection.Query(
        $"""
        select v.version, v.relation, h.version is not null
        from {StoreLayout.Schema}.versions v left join {StoreLayout.Schema}.heads h using (version)
        where v.key = $1 and v.kind = $2 and (h.version is not null or (v.published_at is null and v.owner = $3::uuid))
        order by 3 desc, v.version desc
        """,
        key.Path, kind, OpenStore.Owner).Select(row => (new SlicedVersion(key, (string)row[0]!, kind, (string)row[1]!), row[2] is true));

    private SlicedVersion Create(StageRow row, StepScope scope, RowSchema? schema)
    {
        var version = new SlicedVersion(row.Key, row.Version, row.Kind, row.Relation!);
        Transaction.Run(connection, () =>
        {
            version.Create(connection, schema);
            OpenStore.AddVersion(connection, row, scope, rows: null);
            return true;
        });
        return version;
    }
}
