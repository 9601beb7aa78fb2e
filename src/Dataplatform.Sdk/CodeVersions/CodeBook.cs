using System.Collections.Concurrent;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>The code of every asset of a graph, in the form that the log keeps; read when it is first asked for.</summary>
internal sealed class CodeBook(AssetGraph graph, CodeVersionReader reader)
{
    private readonly ConcurrentDictionary<AssetKey, CodeRecord?> _code = new();

    /// <summary>The code of an asset, of an external one that which says where it is; null for what is no asset.</summary>
    public CodeRecord? Of(AssetKey key) => _code.GetOrAdd(key, Read);

    private CodeRecord? Read(AssetKey key)
    {
        if (!graph.TryGet(key, out var node))
        {
            return null;
        }

        var version = reader.Of(node.Step);
        return new CodeRecord(version.Hash, version.Build, [.. version.Parts.Select(part => new CodePartRecord(part.Name, part.Hash, part.IsCompiled))]);
    }
}
