namespace Dataplatform.Sdk.Events.Wire;

/// <summary>The names of states in logs, JSON and telemetry, which renaming a member in C# must not change.</summary>
internal static class StatusNames
{
    private static readonly (RunStatus Status, string Name)[] Runs =
        [(RunStatus.Succeeded, "succeeded"), (RunStatus.Failed, "failed"), (RunStatus.Cancelled, "cancelled")];

    private static readonly (RunState State, string Name)[] States =
    [
        (RunState.Running, "running"), (RunState.Succeeded, "succeeded"), (RunState.Failed, "failed"), (RunState.Cancelled, "cancelled"), (RunState.Died, "died"),
    ];

    private static readonly (AssetStatus Status, string Name)[] Assets =
    [
        (AssetStatus.Materialized, "materialized"), (AssetStatus.Failed, "failed"), (AssetStatus.Skipped, "skipped"), (AssetStatus.Cancelled, "cancelled"), (AssetStatus.Observed, "observed"),
        (AssetStatus.Checked, "checked"), (AssetStatus.ChecksFailed, "checks_failed"),
    ];

    public static string Of(AssetStatus status) => Assets.First(asset => asset.Status == status).Name;

    public static AssetStatus ToAssetStatus(string name) => Assets.First(asset => asset.Name == name).Status;

    public static string Of(RunStatus status) => Runs.First(run => run.Status == status).Name;

    public static string Of(RunState state) => States.First(run => run.State == state).Name;

    public static RunStatus ToRunStatus(string name) => Runs.First(run => run.Name == name).Status;

    public static RunState ToRunState(string name) => States.First(run => run.Name == name).State;
}
