using System.Collections.Concurrent;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Status;

/// <summary>Which version of each asset is published, as far as a run knows: what was there when it began, and what it publishes itself.</summary>
internal sealed class VersionBook
{
    private static readonly Known Nothing = new(null, null, null);

    private readonly ConcurrentDictionary<AssetKey, Known> _versions = new();

    /// <summary>What is published now.</summary>
    public static VersionBook Of(AssetGraph graph, Publications published)
    {
        var book = new VersionBook();
        book.Put(graph, published);
        return book;
    }

    /// <summary>Notes all that is published, and by what external assets are known.</summary>
    public void Put(AssetGraph graph, Publications published)
    {
        foreach (var (key, head) in published.Heads)
        {
            var known = published.Of(key);
            Put(key, head.Version, known?.DataVersion, known is null ? null : new(known.CodeVersion, known.CodeBuild, known.Inputs));
        }

        foreach (var external in graph.Assets.Where(node => node.Definition.IsExternal))
        {
            if (published.Records.GetValueOrDefault(external.Key)?.Observed is { } observed)
            {
                Put(external.Key, observed.DataVersion, dataVersion: null);
            }
        }
    }

    /// <summary>Notes what is published, or of an external asset the data version by which it is known.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="version">The id of the version; of an external asset its data version.</param>
    /// <param name="dataVersion">What its data is known by; null if nobody knows.</param>
    /// <param name="made">How it came to be; null if nobody knows. It counts for a view, which is read as it was made.</param>
    public void Put(AssetKey key, string? version, string? dataVersion, MadeBy? made = null) => _versions[key] = new(version, dataVersion, made);

    /// <summary>Whether anything is published.</summary>
    public bool Has(AssetKey key) => _versions.ContainsKey(key);

    /// <summary>Whether an input that was once read is still the same: the same version, or another one with the same data.</summary>
    public bool IsUnchanged(InputVersion read)
    {
        var known = _versions.GetValueOrDefault(read.Key, Nothing);
        return read.Version is null || read.Version == known.Version || (read.DataVersion is { } data && data == known.DataVersion);
    }

    /// <summary>What a step reads when it reads an asset: the asset, and where that is a query, what the query reads in turn.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="key">The asset.</param>
    /// <param name="codeOf">The code of an asset: what a query, and the place of an external asset, is known by.</param>
    /// <param name="pinned">The version that the step's store has pinned; null if it pins none.</param>
    public IReadOnlyList<InputVersion> Read(AssetGraph graph, AssetKey key, Func<AssetKey, CodeRecord?> codeOf, string? pinned)
    {
        // By hand, because queries over queries may be many.
        var inputs = new List<InputVersion>();
        var seen = new HashSet<AssetKey> { key };
        var left = new Stack<(AssetKey Key, MadeBy? View)>([(key, null)]);
        while (left.TryPop(out var next))
        {
            var known = _versions.GetValueOrDefault(next.Key, Nothing);
            if (!graph.TryGet(next.Key, out var node) || (!node.Definition.IsExternal && node.Definition.As is not (Materialize.View or Materialize.Ephemeral)))
            {
                var version = (next.Key == key ? pinned : null) ?? known.Version;
                inputs.Add(new InputVersion(next.Key, version, version == known.Version ? known.DataVersion : null));
                continue;
            }

            // A view that is published may be of older code, with what was written into it then.
            var now = codeOf(next.Key);
            var view = node.Definition.As == Materialize.View && !node.Definition.IsExternal ? known.Made?.Comparable(now) : next.View;
            var code = node.Definition.As == Materialize.View && !node.Definition.IsExternal ? view?.CodeVersion : view?.Inputs.FirstOrDefault(input => input.Key == next.Key)?.DataVersion;
            inputs.Add(new InputVersion(next.Key, node.Definition.IsExternal ? known.Version : null, code ?? now?.Version));
            foreach (var input in node.Definition.IsExternal ? [] : node.Step.Inputs.Where(input => !input.IsSelf && seen.Add(input.Key)))
            {
                left.Push((input.Key, view));
            }
        }

        return inputs;
    }

    /// <summary>
    /// What a slice reads when it reads an asset that is not divided. Of that the log keeps one hash of data versions for each partition, so
    /// that of an external asset the observed one is made part of it.
    /// </summary>
    /// <inheritdoc cref="Read"/>
    public IReadOnlyList<InputVersion> ReadBySlice(AssetGraph graph, AssetKey key, Func<AssetKey, CodeRecord?> codeOf, string? pinned) =>
    [
        .. Read(graph, key, codeOf, pinned).Select(input => input.Version is { } version && graph.TryGet(input.Key, out var node) && node.Definition.IsExternal
            ? input with { DataVersion = $"{input.DataVersion} {version}" }
            : input),
    ];

    /// <summary>From what code and inputs a version was made.</summary>
    /// <param name="CodeVersion">The code; null if it is unknown.</param>
    /// <param name="CodeBuild">With what it was compiled.</param>
    /// <param name="Inputs">The inputs.</param>
    public sealed record MadeBy(string? CodeVersion, string? CodeBuild, IReadOnlyList<InputVersion> Inputs)
    {
        /// <summary>This if it can be compared with today's code: what another build compiled to something else is taken for the same.</summary>
        public MadeBy? Comparable(CodeRecord? now) =>
            now is null || now.Build.Length == 0 || string.IsNullOrEmpty(CodeBuild) || CodeBuild == now.Build ? this : null;
    }

    private sealed record Known(string? Version, string? DataVersion, MadeBy? Made);
}
