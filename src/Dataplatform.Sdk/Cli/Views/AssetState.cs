namespace Dataplatform.Sdk.Cli.Views;

/// <summary>Where an asset is in a run.</summary>
internal enum AssetState
{
    Waiting,
    Running,
    Materialized,
    Observed,
    Checked,
    ChecksFailed,
    Failed,
    Skipped,
    Cancelled,
}
