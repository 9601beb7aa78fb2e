using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.EventLog;

/// <summary>
/// The event log in a SQLite file, in write-ahead mode: several processes may use it at once. Appended events survive the death of
/// any process; a power cut may take the last of them, which the stores then tell anew.
/// </summary>
public sealed class SqliteEventLog : IEventLog, IRunLeases
{
    private const int Page = 1_000;

    private readonly SqliteFile _file;

    /// <summary>Makes a log over a file, which is created with its folder when it is opened.</summary>
    /// <param name="path">The file.</param>
    public SqliteEventLog(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _file = new SqliteFile(Path.GetFullPath(path));
    }

    /// <inheritdoc/>
    public string Description => _file.Path;

    /// <inheritdoc/>
    public bool Exists => File.Exists(_file.Path);

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => _file.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        await _file.WriteAsync(sql => Append(sql, events), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(RunId? run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        while (true)
        {
            var start = after;
            var page = await _file.ReadAsync(sql => Read(sql, run, start), cancellationToken);
            foreach (var logged in page)
            {
                after = logged.Position;
                yield return logged;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RunRecord>> RunsAsync(int limit, CancellationToken cancellationToken) => await _file.ReadAsync(
        sql => sql.Query("select run, body from runs order by position desc limit $1", limit)
            .Select(row => EventWire.ReadRun(new RunId((string)row[0]!), (byte[])row[1]!)).ToList(),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RunRecord?> RunAsync(RunId run, CancellationToken cancellationToken) => await _file.ReadAsync(
        sql => sql.Scalar("select body from runs where run = $1", run.Value) is byte[] body ? EventWire.ReadRun(run, body) : null,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AssetRecord>> AssetsAsync(CancellationToken cancellationToken) => await _file.ReadAsync(
        sql => sql.Query("select body from assets order by key").Select(row => EventWire.ReadAsset((byte[])row[0]!)).ToList(),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PartitionChunk>> PartitionsAsync(AssetKey key, CancellationToken cancellationToken) =>
        await _file.ReadAsync(sql => SqlitePartitions.Of(sql, key), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> PartitionKeysAsync(string set, CancellationToken cancellationToken) =>
        await _file.ReadAsync(sql => SqlitePartitions.Keys(sql, set), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LoggedEvent>> BackfillsAsync(int limit, CancellationToken cancellationToken) =>
        await _file.ReadAsync(sql => SqliteEvents.Backfills(sql, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> RebuildAsync(CancellationToken cancellationToken) => _file.WriteAsync(
        sql =>
        {
            sql.Execute("delete from runs");
            sql.Execute("delete from assets");
            sql.Execute("delete from partitions");
            sql.Execute("delete from partition_keys");
            var fold = new SqliteFold(sql);
            long count = 0;
            for (var page = Read(sql, null, 0); page.Count > 0; page = Read(sql, null, page[^1].Position))
            {
                foreach (var logged in page)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    fold.Apply(logged);
                    count++;
                }
            }

            fold.Save();
            return count;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> DeleteAsync(IReadOnlyList<RunId> runs, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var deleted = await _file.WriteAsync(sql => new SqliteRetention(sql).Delete(runs, time, Append), cancellationToken);
        await _file.ShrinkAsync(cancellationToken);
        return deleted;
    }

    /// <inheritdoc/>
    public ValueTask<RunObstacles> TryBeginAsync(RunEvent.RunStarted started, ProcessStamp owner, int maxRuns, CancellationToken cancellationToken) => _file.WriteAsync(
        sql =>
        {
            var obstacles = SqliteLeases.Obstacles(sql, started, maxRuns);
            if (!obstacles.Any)
            {
                SqliteLeases.Begin(sql, started, owner);
                Append(sql, [started]);
            }

            return obstacles;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LeaseState> BeatAsync(RunId run, CancellationToken cancellationToken) =>
        _file.WriteAsync(sql => SqliteLeases.Beat(sql, run), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RunLease>> LeasesAsync(CancellationToken cancellationToken) =>
        await _file.ReadAsync(SqliteLeases.All, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RequestCancellationAsync(RunId run, CancellationToken cancellationToken) =>
        _file.WriteAsync(sql => sql.Execute("update leases set is_cancelled = 1 where run = $1", run.Value) > 0, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask EndAsync(RunId run, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) => await _file.WriteAsync(
        sql =>
        {
            Append(sql, events);
            SqliteLeases.Release(sql, run);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryBuryAsync(RunLease seen, RunEvent.RunDied died, CancellationToken cancellationToken) => _file.WriteAsync(
        sql =>
        {
            if (sql.Scalar("select beat from leases where run = $1", seen.RunId.Value) is not long beat || beat != seen.Beat)
            {
                return false;
            }

            Append(sql, [died]);
            SqliteLeases.Release(sql, seen.RunId);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool Append(SqliteStatements sql, IReadOnlyList<RunEvent> events)
    {
        var fold = new SqliteFold(sql);
        foreach (var runEvent in events)
        {
            var stored = EventWire.Write(runEvent);
            var position = sql.Scalar(
                "insert into events (name, format, run, time, version, body) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning position",
                stored.Name, stored.Format, stored.RunId.Value, stored.Time.UtcTicks, (runEvent as RunEvent.AssetMaterialized)?.Version, stored.Body.ToArray());
            if (position is long place)
            {
                fold.Apply(new LoggedEvent(place, runEvent));
            }
        }

        fold.Save();
        return true;
    }

    private static List<LoggedEvent> Read(SqliteStatements sql, RunId? run, long after) =>
        run is { } id ? SqliteEvents.Page(sql, id.Value, after, Page) : SqliteEvents.Page(sql, after, Page);
}
