using System.Text.Json.Serialization;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>All that is published in a folder store: one file, so that it changes in one instant.</summary>
internal sealed class LakeHeads
{
    public const int CurrentLayout = 1;

    private HashSet<string>? _versions;

    public int Layout { get; init; } = CurrentLayout;

    /// <summary>By key.</summary>
    public SortedDictionary<string, LakeHead> Assets { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Sessions with a smaller fence than this do not publish the asset, or the partition, by key (<c>asset|partition</c>); gone when a newer one has.</summary>
    public SortedDictionary<string, long> Revoked { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The greatest fence that was published.</summary>
    [JsonIgnore]
    public long LastFence => Assets.Values.Select(head => head.Fence).DefaultIfEmpty(0).Max();

    /// <summary>Whether a version is published, an older one that is kept, or what the published one goes on from.</summary>
    /// <param name="version">Its <see cref="LakeHead.Id"/>.</param>
    public bool Has(string version)
    {
        _versions ??= [.. Assets.Values.SelectMany(head => head.Earlier.Select(earlier => earlier.Id).Prepend(head.Id).Concat(head.Base is { } last ? [last.Id] : []))];
        return _versions.Contains(version);
    }
}
