using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Selection;

/// <summary>Finds the assets of one clause, and says what was probably meant where there are none.</summary>
internal static class SelectionNames
{
    private const int MostNamesInAMessage = 8;

    /// <summary>The assets of a clause.</summary>
    /// <exception cref="SelectionException">Nothing in the graph has the name, or matches the pattern.</exception>
    public static AssetSet Resolve(AssetGraph graph, SelectionNode.Clause clause)
    {
        var set = new AssetSet(graph.Assets.Count);
        if (clause.Attribute == SelectionAttribute.Key && AssetKey.TryParse(clause.Pattern, out var key) && graph.TryGet(key, out var found))
        {
            set.Add(found.Index);
            return set;
        }

        if (clause.Attribute == SelectionAttribute.Key && !clause.IsNone && Named(graph, clause) is { } named)
        {
            set.Add(named.Index);
            return set;
        }

        var matches = Matcher(clause);
        var exists = clause.IsNone;
        foreach (var node in graph.Assets)
        {
            if (matches(node.Definition))
            {
                exists = true;
                if (clause.Attribute == SelectionAttribute.Key || !node.Definition.IsExternal)
                {
                    set.Add(node.Index);
                }
            }
        }

        return exists ? set : throw Missing(graph, clause);
    }

    // People leave out the domain. A name stands for the one asset that has it, never for several: which ones those are
    // would change with every asset that somebody adds.
    private static AssetNode? Named(AssetGraph graph, SelectionNode.Clause clause)
    {
        if (clause.Pattern.AsSpan().ContainsAny('/', '*'))
        {
            return null;
        }

        AssetNode[] named = [.. graph.Assets.Where(node => node.Key.Name == clause.Pattern).OrderBy(node => node.Key)];
        return named.Length <= 1
            ? named.FirstOrDefault()
            : throw new SelectionException(
                $"'{clause.Pattern}' is the name of several assets: {string.Join(", ", named.Select(node => node.Key.Path))}.",
                clause.Origin.Text,
                clause.Origin.Position,
                $"Write the whole key, or '*/{clause.Pattern}' for all of them.");
    }

    private static Func<AssetDefinition, bool> Matcher(SelectionNode.Clause clause)
    {
        if (clause.IsNone)
        {
            return asset => !Values(asset, clause.Attribute).Any();
        }

        var pattern = new NamePattern(clause.Pattern);
        if (clause.Attribute == SelectionAttribute.Key)
        {
            return asset => pattern.Matches(asset.Key.Path);
        }

        if (clause.Attribute == SelectionAttribute.Group)
        {
            return asset => pattern.Matches(asset.Group);
        }

        if (clause.TagValue is not null)
        {
            var value = new NamePattern(clause.TagValue);
            return asset => asset.Tags.Any(tag => pattern.Matches(TagKey(tag)) && value.Matches(TagValue(tag)));
        }

        return asset => Values(asset, clause.Attribute).Any(pattern.Matches);
    }

    private static IEnumerable<string> Values(AssetDefinition asset, SelectionAttribute attribute) => attribute switch
    {
        SelectionAttribute.Key => [asset.Key.Path],
        SelectionAttribute.Group => [asset.Group],
        SelectionAttribute.Tag => asset.Tags.Select(TagKey),
        SelectionAttribute.Owner => asset.Owners,
        _ => asset.Kinds,
    };

    private static string TagKey(string tag) => tag.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? tag[..equals] : tag;

    private static string TagValue(string tag) => tag.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? tag[(equals + 1)..] : string.Empty;

    private static SelectionException Missing(AssetGraph graph, SelectionNode.Clause clause)
    {
        var name = SelectionSyntax.NameOf(clause.Attribute);
        var definitions = graph.Assets.Select(node => node.Definition);
        var isTagValue = clause.TagValue is not null && definitions.Any(asset => asset.Tags.Any(tag => TagKey(tag) == clause.Pattern));
        List<string> candidates = isTagValue
            ? [.. Distinct(definitions.SelectMany(asset => asset.Tags).Where(tag => TagKey(tag) == clause.Pattern))]
            : [.. Distinct(definitions.SelectMany(asset => Values(asset, clause.Attribute)))];
        var wanted = clause.TagValue is null ? clause.Pattern : $"{clause.Pattern}={clause.TagValue}";
        var thing = clause.Attribute == SelectionAttribute.Key ? "asset" : name;
        if (!new NamePattern(wanted).IsExact)
        {
            return new($"No {thing} matches '{wanted}'.", clause.Origin.Text, clause.Origin.Position, Known(thing, candidates));
        }

        var near = Nearest(isTagValue ? wanted : clause.Pattern, candidates);
        return new(
            $"There is no {thing} '{wanted}'.{(near is null ? string.Empty : $" Did you mean '{near}'?")}",
            clause.Origin.Text,
            clause.Origin.Position,
            near is null ? Known(thing, candidates) : null);
    }

    // People mistype a name without its domain, or write a part of it: no small number of typing mistakes, but easy to see.
    private static string? Nearest(string name, List<string> candidates) =>
        NearestName.Find(name, candidates)
        ?? candidates.Find(candidate => candidate.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase))
        ?? NearestLastPart(name, candidates);

    private static string? NearestLastPart(string name, List<string> candidates) =>
        NearestName.Find(name, candidates.Select(LastPart)) is { } near ? candidates.Find(candidate => LastPart(candidate) == near) : null;

    private static string LastPart(string name) => name[(name.LastIndexOfAny(['/', ':']) + 1)..];

    private static IOrderedEnumerable<string> Distinct(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Known(string thing, List<string> names) => names.Count switch
    {
        0 => $"No asset has a {thing}.",
        <= MostNamesInAMessage => $"There are: {string.Join(", ", names)}.",
        _ => $"There are, among others: {string.Join(", ", names.Take(MostNamesInAMessage))}.",
    };
}
