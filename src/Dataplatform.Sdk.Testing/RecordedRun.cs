using System.Runtime.InteropServices;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing;

/// <summary>What happened in a run.</summary>
internal sealed class RecordedRun : IRunObserver
{
    public Dictionary<AssetKey, StepError> Errors { get; } = [];

    public Dictionary<AssetKey, string> Reasons { get; } = [];

    public Dictionary<AssetKey, IReadOnlyDictionary<string, MetadataValue>> Metadata { get; } = [];

    public Dictionary<AssetKey, List<CheckRecord>> Checks { get; } = [];

    public void OnEvent(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.AssetMaterialized materialized:
                Metadata[materialized.Key] = materialized.Metadata;
                break;
            case RunEvent.CheckEvaluated check:
                (CollectionsMarshal.GetValueRefOrAddDefault(Checks, check.Key, out _) ??= []).Add(CheckRecord.Of(check, position: 0));
                break;
            case RunEvent.AssetFailed failed:
                Errors[failed.Key] = failed.Error;
                break;
            case RunEvent.AssetSkipped skipped:
                Reasons[skipped.Key] = skipped.Reason;
                break;
            case RunEvent.AssetCancelled cancelled:
                Reasons[cancelled.Key] = cancelled.Reason;
                break;
        }
    }
}
