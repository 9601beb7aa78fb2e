using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.EventLog;

/// <summary>Leases and claims in the log's file.</summary>
internal static class SqliteLeases
{
    public static RunObstacles Obstacles(SqliteStatements sql, RunEvent.RunStarted started, int maxRuns)
    {
        var held = sql.Query("select key, run from claims").ToDictionary(row => (string)row[0]!, row => new RunId((string)row[1]!), StringComparer.Ordinal);
        var claims = started.Assets.Where(key => held.ContainsKey(key.Path)).Select(key => new RunClaim(key, held[key.Path])).ToList();
        var leases = All(sql);
        return claims.Count > 0 ? new RunObstacles(claims, []) : leases.Count >= maxRuns ? new RunObstacles([], leases) : RunObstacles.None;
    }

    public static void Begin(SqliteStatements sql, RunEvent.RunStarted started, ProcessStamp owner)
    {
        sql.Execute("insert into leases (run, host, process, started, beat) values ($1, $2, $3, $4, 1)", started.RunId.Value, owner.Host, owner.ProcessId, owner.Started);
        foreach (var key in started.Assets)
        {
            sql.Execute("insert into claims values ($1, $2)", key.Path, started.RunId.Value);
        }
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
