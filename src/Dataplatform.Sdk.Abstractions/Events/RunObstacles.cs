namespace Dataplatform.Sdk.Events;

/// <summary>What keeps a run from beginning.</summary>
/// <param name="Claims">Assets that it wants and other runs hold.</param>
/// <param name="Leases">The runs that go on, if there are as many as may.</param>
public sealed record RunObstacles(IReadOnlyList<RunClaim> Claims, IReadOnlyList<RunLease> Leases)
{
    /// <summary>Nothing; the run has begun.</summary>
    public static RunObstacles None { get; } = new([], []);

    /// <summary>Whether there are any.</summary>
    public bool Any => Claims.Count > 0 || Leases.Count > 0;
}
