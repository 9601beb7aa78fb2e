namespace Dataplatform.Sdk.Events;

/// <summary>Who asked for a run, and for what.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Selection">The selection, as text.</param>
public sealed record RunLaunch(string App, string Selection)
{
    /// <summary>Who launched it: <c>cli</c>, or what else did.</summary>
    public string Launcher { get; init; } = "cli";

    /// <summary>A hash of the app's assets, contracts and edges: runs of other code have another one. Empty if unknown.</summary>
    public string CatalogHash { get; init; } = string.Empty;

    /// <summary>The run that this one goes on from; null for a run of its own.</summary>
    public RunId? ResumedFrom { get; init; }

    /// <summary>The backfill that it is a batch of; null for a run of its own.</summary>
    public RunId? Backfill { get; init; }

    /// <summary>Whether it makes assets from nothing that keep rows of earlier runs; who resumes it does so too.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>What its launcher says of it.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The run configuration of what was planned, as <c>section:Member</c> and its text. Secrets are not among it.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it only checks what is published.</summary>
    /// <value>Default: false.</value>
    public bool IsCheck { get; init; }
}
