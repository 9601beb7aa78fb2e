using System.Runtime.InteropServices;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A run as it stands: a fold over its events. Not safe for concurrent use.</summary>
internal sealed class RunBoard
{
    private readonly List<AssetKey> _order = [];
    private readonly Dictionary<AssetKey, AssetProgress> _assets = [];
    private readonly Dictionary<AssetKey, List<RunEvent.CheckEvaluated>> _checks = [];

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>All assets in the order of the plan.</summary>
    public IEnumerable<AssetProgress> Assets => _order.Select(key => _assets[key]);

    public int Total => _order.Count;

    public int Finished { get; private set; }

    /// <summary>Takes an event in.</summary>
    /// <returns>The asset, if the event says that it is finished; null otherwise.</returns>
    public AssetProgress? Apply(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted started:
                StartedAt = started.Time;
                foreach (var key in started.Assets)
                {
                    Set(new AssetProgress(key, AssetState.Waiting));
                }

                return null;
            case RunEvent.StepStarted step:
                foreach (var key in step.Assets)
                {
                    Set(new AssetProgress(key, AssetState.Running) { StartedAt = step.Time, Step = step.Step });
                }

                return null;
            case RunEvent.StepRetrying retry:
                foreach (var key in retry.Assets)
                {
                    Set(_assets[key] with { Retry = retry, Progress = null });
                }

                return null;
            case RunEvent.AssetMaterialized asset:
                return Finish(new(asset.Key, AssetState.Materialized) { Rows = asset.Rows, Bytes = asset.Bytes, Duration = asset.Duration });
            case RunEvent.AssetObserved asset:
                return Finish(new(asset.Key, AssetState.Observed) { Duration = asset.Duration, Reason = ObservedWords.Of(asset) });
            case RunEvent.CheckEvaluated check:
                (CollectionsMarshal.GetValueRefOrAddDefault(_checks, check.Key, out _) ??= []).Add(check);
                return null;
            case RunEvent.AssetChecked asset:
                return Finish(new(asset.Key, asset.Failed > 0 ? AssetState.ChecksFailed : AssetState.Checked) { Duration = asset.Duration });
            case RunEvent.AssetFailed asset:
                return Finish(new(asset.Key, AssetState.Failed) { Duration = asset.Duration, Error = asset.Error });
            case RunEvent.AssetSkipped asset:
                return Finish(new(asset.Key, AssetState.Skipped) { Reason = asset.Reason });
            case RunEvent.AssetCancelled asset:
                return Finish(new(asset.Key, AssetState.Cancelled)
                {
                    StartedAt = _assets.GetValueOrDefault(asset.Key)?.StartedAt,
                    Duration = asset.Duration,
                    Reason = asset.Reason,
                });
            default:
                return null;
        }
    }

    /// <summary>Takes in how far a running step is.</summary>
    public void Apply(StepProgress progress)
    {
        if (_assets.TryGetValue(progress.Key, out var asset) && asset.State == AssetState.Running)
        {
            Set(asset with { Progress = progress });
        }
    }

    public IEnumerable<AssetProgress> In(AssetState state) => Assets.Where(asset => asset.State == state);

    private AssetProgress Finish(AssetProgress asset)
    {
        // Of a partitioned asset each slice comes with checks of its own.
        asset = _checks.Remove(asset.Key, out var checks) ? asset with { Checks = checks } : asset;
        Finished++;
        Set(asset);
        return asset;
    }

    private void Set(AssetProgress asset)
    {
        if (!_assets.ContainsKey(asset.Key))
        {
            _order.Add(asset.Key);
        }

        _assets[asset.Key] = asset;
    }
}
