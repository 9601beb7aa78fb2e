using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Deletes the rows of partitions: of stages that nobody will publish, and of what was replaced and nobody reads. All of it under the gate.</summary>
/// <param name="store">The store.</param>
/// <param name="connection">The connection.</param>
internal sealed class SliceSweeper(OpenStore store, DuckDbConnection connection)
{
    /// <summary>Deletes what is not published any more, in the transaction that replaces it; what somebody reads is noted, and deleted later.</summary>
    /// <param name="version">The version of the asset.</param>
    /// <param name="replaced">The ids, each with the id of the stage by which it came.</param>
    /// <param name="later">Whether everything is deleted later.</param>
    public void Drop(SlicedVersion version, IReadOnlyCollection<(long Id, string Version)> replaced, bool later = false)
    {
        if (replaced.Count == 0)
        {
            return;
        }

        var read = replaced.ToLookup(old => store.Pins.IdsOf(version.Relation).MustWait(old.Id) || later);
        Delete(version.Relation, version.HasRows, [.. read[false]]);
        StagedRows.NoteReplaced(connection, version.Relation, read[true]);
    }

    /// <summary>Deletes a stage that is not published, if there is one.</summary>
    /// <param name="stage">The id of the stage.</param>
    public void DropStage(string stage) => DropLeft(connection.Query(Left("s.version = $1 and s.partition is not null"), stage));

    /// <summary>Drops a version that was never published and in which nothing is staged any more.</summary>
    public void DropUnused(SlicedVersion version)
    {
        var unused = connection.Query(
            $"""
            select v.version, v.kind, v.relation from {StoreLayout.Schema}.versions v
            where v.version = $1 and v.published_at is null and not exists (from {StoreLayout.Schema}.slices s where s.relation = v.relation)
            """,
            version.Version);
        if (unused is [var row] && !store.Pins.MustWait(version.Version))
        {
            Transaction.Run(connection, () => new VersionSweeper(store, connection).Remove(row));
        }
    }

    /// <summary>Deletes what was waiting for its last reader.</summary>
    /// <param name="relation">The table; null for all.</param>
    public void DropReplaced(string? relation) => DropLeft(
        [.. connection.Query(Left("s.partition is null and ($1::varchar is null or s.relation = $1)"), relation).Where(row => !store.Pins.IdsOf((string)row[0]!).MustWait((long)row[2]!))]);

    /// <summary>Deletes what processes left that ended before they could publish or discard.</summary>
    /// <param name="owner">Whose stages stay.</param>
    public void DropLeftovers(Guid owner)
    {
        DropLeft([.. connection.Query(Left("s.partition is not null and s.owner <> $1"), owner.ToString())]);
        DropReplaced(relation: null);
    }

    // Of a version that was dropped nothing is left.
    private static string Left(string condition) =>
        $"select s.relation, v.kind, s.id, s.version from {StoreLayout.Schema}.slices s join {StoreLayout.Schema}.versions v using (relation) where {condition} order by s.relation";

    private void DropLeft(IReadOnlyList<object?[]> rows)
    {
        foreach (var table in rows.GroupBy(row => (Relation: (string)row[0]!, Kind: (string)row[1]!)))
        {
            var ids = table.Select(row => (Id: (long)row[2]!, Version: (string)row[3]!)).ToList();
            Transaction.Run(connection, () =>
            {
                Delete(table.Key.Relation, table.Key.Kind == VersionKind.Partitions, ids);
                return connection.Execute($"delete from {StoreLayout.Schema}.slices where relation = $1 and {IdRanges.Of(ids.Select(old => old.Id)).Condition("id")}", table.Key.Relation);
            });
        }
    }

    private void Delete(string relation, bool hasRows, List<(long Id, string Version)> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        if (hasRows)
        {
            connection.Execute($"delete from {StoreLayout.Relation(relation)} where {IdRanges.Of(ids.Select(old => old.Id)).Condition(SlicedVersion.QuotedColumn)}");
            return;
        }

        foreach (var (_, version) in ids)
        {
            connection.Execute($"delete from {StoreLayout.Schema}.artifacts where version = $1", version);
        }
    }
}
