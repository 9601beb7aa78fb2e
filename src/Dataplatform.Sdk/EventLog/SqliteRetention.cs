using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.EventLog;

/// <summary>Deletes runs from the log's file and keeps what they say about assets.</summary>
internal sealed class SqliteRetention(SqliteStatements sql)
{
    /// <summary>Deletes the runs that have ended; earlier retentions are taken up into this one.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="time">When this is done.</param>
    /// <param name="append">Appends events.</param>
    public long Delete(IReadOnlyList<RunId> runs, DateTimeOffset time, Func<SqliteStatements, IReadOnlyList<RunEvent>, bool> append)
    {
        var ended = runs.Where(HasEnded).ToList();
        if (ended.Count == 0)
        {
            return 0;
        }

        var facts = new Dictionary<AssetKey, AssetRecord>();
        var chunks = new HashSet<(AssetKey Asset, string Series, long Number)>();
        long deleted = 0;
        foreach (var id in (IEnumerable<string>)[.. ended.Select(run => run.Value), .. EarlierRetentions(), .. ActsUpTo(LastOf(ended))])
        {
            foreach (var logged in SqliteEvents.Page(sql, id, 0, int.MaxValue))
            {
                foreach (var key in AssetRecord.KeysOf(logged.Event))
                {
                    facts[key] = AssetRecord.Apply(facts.GetValueOrDefault(key), key, logged);
                }

                chunks.UnionWith(ChunksOf(logged.Event));
            }

            deleted += sql.Execute("delete from events where run = $1", id);
            sql.Execute("delete from runs where run = $1", id);
        }

        append(sql, [new RunEvent.RetentionApplied(RunId.At(time), time, [.. facts.Values.Where(IsStillTrue).OrderBy(asset => asset.Key)])
        {
            // As they are now, with what later runs have said: an entry tells since when its data is what it is, which parts of it could not.
            Partitions = [.. chunks.Order().Select(chunk => SqlitePartitions.Chunk(sql, chunk.Asset, chunk.Series, chunk.Number)).OfType<PartitionChunk>()],
        }]);
        return deleted;
    }

    private static IEnumerable<(AssetKey Asset, string Series, long Number)> ChunksOf(RunEvent runEvent) => runEvent is RunEvent.RetentionApplied earlier
        ? earlier.Partitions.Select(chunk => (chunk.Asset, chunk.Series, chunk.Number))
        : PartitionFold.PlacesOf(runEvent).Select(partition => (partition.Asset, partition.Place.Series, PartitionChunk.NumberOf(partition.Place.Start)));

    private bool HasEnded(RunId run) => sql.Scalar("select 1 from leases where run = $1", run.Value) is null
        && sql.Scalar("select body from runs where run = $1", run.Value) is byte[] body && EventWire.ReadRun(run, body).State != RunState.Running;

    private IEnumerable<string> EarlierRetentions() =>
        sql.Query("select distinct run from events where name = 'retention_applied'").Select(row => (string)row[0]!);

    private long LastOf(IEnumerable<RunId> runs) => runs.Max(run => sql.Scalar("select max(position) from events where run = $1", run.Value) as long? ?? 0);

    // What was done to single assets belongs to no run, and would stay for ever.
    private IEnumerable<string> ActsUpTo(long position) => sql.Query(
        "select run from events where name in ('asset_wiped', 'asset_rolled_back', 'asset_reported') and position < $1 and run not in (select run from runs)", position).Select(row => (string)row[0]!);

    // A fact that a later event replaces need not be kept: that event is in the log, or among these facts.
    private bool IsStillTrue(AssetRecord asset) =>
        sql.Scalar("select body from assets where key = $1", asset.Key.Path) is byte[] body && EventWire.ReadAsset(body) is var now
        && (now.LatestPosition == asset.LatestPosition || now.LastAttempt?.Position == asset.LastAttempt?.Position
            || IsSame(now.CodePosition, asset.CodePosition) || IsSame(now.LeftOutPosition, asset.LeftOutPosition) || IsSame(now.Observed?.Position ?? 0, asset.Observed?.Position ?? 0)
            || asset.Checks.Any(check => now.Checks.Any(last => last.Position == check.Position)));

    private static bool IsSame(long now, long then) => now > 0 && now == then;
}
