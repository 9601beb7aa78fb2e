using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.EventLog;

/// <summary>Leases and claims in the log's file.</summary>
internal static class SqliteLeases
{
    public static RunObstacles Obstacles(SqliteStatements sql, RunEvent.RunStarted started, int maxRuns)
    {
        var held = sql.Query("select key, run from claims").ToDictionary(row => (string)row[0]!, row => new RunId((string)row[1]!), StringComparer.Ordinal);
        var claims = held.Count == 0 ? [] : Claims(started).Where(claim => held.ContainsKey(claim.Text))
            .Select(claim => new RunClaim(claim.Asset, held[claim.Text]) { Partition = claim.Partition }).ToList();
        var leases = All(sql);
        return claims.Count > 0 ? new RunObstacles(claims, []) : leases.Count >= maxRuns ? new RunObstacles([], leases) : RunObstacles.None;
    }

    public static void Begin(SqliteStatements sql, RunEvent.RunStarted started, ProcessStamp owner)
    {
        sql.Execute("insert into leases (run, host, process, started, beat) values ($1, $2, $3, $4, 1)", started.RunId.Value, owner.Host, owner.ProcessId, owner.Started);
        foreach (var (_, _, text) in Claims(started))
        {
            sql.Execute("insert into claims values ($1, $2)", text, started.RunId.Value);
        }
    }

    // Of a partitioned asset the partitions are claimed, so that runs of others need not wait.
    private static IEnumerable<(AssetKey Asset, PartitionKey? Partition, string Text)> Claims(RunEvent.RunStarted started)
    {
        var sliced = started.Slices.Select(slice => slice.Asset).ToHashSet();
        return started.Assets.Where(asset => !sliced.Contains(asset)).Select(asset => (asset, (PartitionKey?)null, asset.Path))
            .Concat(started.Slices.SelectMany(slice => slice.Partitions, (slice, partition) => (slice.Asset, (PartitionKey?)partition, $"{slice.Asset.Path}\n{partition.Text}")));
    }

    public static LeaseState Beat(SqliteStatements sql, RunId run) =>
        sql.Scalar("update leases set beat = beat + 1 where run = $1 returning is_cancelled", run.Value) switch
        {
            null => LeaseState.Lost,
            0L => LeaseState.Held,
            _ => LeaseState.CancellationRequested,
        };

    public static List<RunLease> All(SqliteStatements sql) =>
    [
        .. sql.Query("select run, host, process, started, beat from leases order by run").Select(row => new RunLease(
            new RunId((string)row[0]!), new ProcessStamp((string)row[1]!, (int)(long)row[2]!, (string)row[3]!), (long)row[4]!)),
    ];

    public static void Release(SqliteStatements sql, RunId run)
    {
        sql.Execute("delete from claims where run = $1", run.Value);
        sql.Execute("delete from leases where run = $1", run.Value);
    }
}
