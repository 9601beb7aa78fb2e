using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.EventLog;

/// <summary>The records that one transaction changes: read when first needed, written once at its end.</summary>
internal sealed class SqliteFold(SqliteStatements sql)
{
    private readonly Dictionary<RunId, RunRecord?> _runs = [];
    private readonly Dictionary<AssetKey, AssetRecord?> _assets = [];
    private readonly PartitionFold _partitions = new((asset, series, number) => SqlitePartitions.Chunk(sql, asset, series, number));

    public void Apply(LoggedEvent logged)
    {
        var run = logged.Event.RunId;
        _runs[run] = RunRecord.Apply(Run(run), logged);
        foreach (var key in AssetRecord.KeysOf(logged.Event))
        {
            _assets[key] = AssetRecord.Apply(Asset(key), key, logged);
        }

        _partitions.Apply(logged);
        SqlitePartitions.ApplyKeys(sql, logged);
    }

    public void Save()
    {
        foreach (var (id, run) in _runs)
        {
            if (run is not null)
            {
                sql.Execute("insert into runs values ($1, $2, $3) on conflict (run) do update set body = excluded.body", id.Value, run.Position, EventWire.Write(run));
            }
        }

        foreach (var (key, asset) in _assets)
        {
            if (asset is not null)
            {
                sql.Execute("insert into assets values ($1, $2) on conflict (key) do update set body = excluded.body", key.Path, EventWire.Write(asset));
            }
        }

        SqlitePartitions.Save(sql, _partitions);
    }

    private RunRecord? Run(RunId id) => _runs.TryGetValue(id, out var run) ? run
        : sql.Scalar("select body from runs where run = $1", id.Value) is byte[] body ? EventWire.ReadRun(id, body) : null;

    private AssetRecord? Asset(AssetKey key) => _assets.TryGetValue(key, out var asset) ? asset
        : sql.Scalar("select body from assets where key = $1", key.Path) is byte[] body ? EventWire.ReadAsset(body) : null;
}
