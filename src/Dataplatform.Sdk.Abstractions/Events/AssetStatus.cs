namespace Dataplatform.Sdk.Events;

/// <summary>What became of an asset in a run.</summary>
public enum AssetStatus
{
    /// <summary>Computed and published.</summary>
    Materialized,

    /// <summary>Its computation failed; the last published version stands.</summary>
    Failed,

    /// <summary>Not computed, because of what happened upstream or because its method left it out.</summary>
    Skipped,

    /// <summary>Not computed or not published, because the run was cancelled.</summary>
    Cancelled,

    /// <summary>Not computed, because somebody else makes it: its observer has said what its data version is.</summary>
    Observed,

    /// <summary>Not computed: its checks were called with what is published, and none that counts as an error failed.</summary>
    Checked,

    /// <summary>Not computed: its checks were called with what is published, and some of severity error failed.</summary>
    ChecksFailed,
}
