namespace Dataplatform.Sdk.CodeVersions;

/// <summary>
/// Hashes everything that is reached from a node. Nodes are numbered in the order in which they are reached, and each is
/// hashed with the numbers of those it mentions: the same code gives the same hash wherever it is, whatever it is called, and
/// cycles are nothing special.
/// </summary>
internal static class ReachedCode
{
    /// <summary>More parts than people read are summed up in one.</summary>
    public const int MostParts = 100;

    public static CodeVersion VersionOf(CodeNode root)
    {
        var reached = new List<CodeNode> { root };
        var numbers = new Dictionary<CodeNode, int> { [root] = 0 };
        using var whole = new CodeContent();
        for (var i = 0; i < reached.Count; i++)
        {
            whole.Write(reached[i].Hash);
            whole.Write(reached[i].References.Count);
            foreach (var mentioned in reached[i].References)
            {
                if (!numbers.TryGetValue(mentioned, out var number))
                {
                    numbers.Add(mentioned, number = reached.Count);
                    reached.Add(mentioned);
                }

                whole.Write(number);
            }
        }

        var builds = reached.Select(node => node.Build).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new CodeVersion(whole.Digits(32), string.Join("; ", builds), PartsOf(root, reached));
    }

    private static List<CodePart> PartsOf(CodeNode root, List<CodeNode> reached)
    {
        var parts = reached.Where(node => node.Kind != CodeNodeKind.Identity)
            .GroupBy(node => NameOf(node, root), StringComparer.Ordinal)
            .Select(part => new CodePart(part.Key, HashOf(part), part.Any(node => node.IsCompiled)))
            .OrderBy(part => part.IsCompiled).ThenBy(part => part.Name, StringComparer.Ordinal).ToList();
        if (parts.Count > MostParts)
        {
            var rest = parts[(MostParts - 1)..];
            using var content = new CodeContent();
            foreach (var part in rest)
            {
                content.Write(part.Name);
                content.Write(part.Hash);
            }

            parts.RemoveRange(MostParts - 1, rest.Count);
            parts.Add(new CodePart("other code", content.Digits(16), IsCompiled: true));
        }

        return parts;
    }

    private static string NameOf(CodeNode node, CodeNode root) => node.Kind switch
    {
        CodeNodeKind.Definition => $"definition {node.Display}",
        CodeNodeKind.Call when node.Display == root.Display => $"method {node.Display}",
        CodeNodeKind.Call => $"calls {node.Display}",
        CodeNodeKind.Field => $"field {node.Display}",
        CodeNodeKind.Contract => $"contract {node.Display}",
        CodeNodeKind.Package => $"package {node.Display}",
        _ => $"type {node.Display}",
    };

    private static string HashOf(IGrouping<string, CodeNode> nodes)
    {
        using var content = new CodeContent();
        CodeNode? only = null;
        var count = 0;
        foreach (var node in nodes)
        {
            only = node;
            count++;
            content.Write(node.NamedHash);
        }

        return count == 1 ? only!.NamedHash : content.Digits(16);
    }
}
