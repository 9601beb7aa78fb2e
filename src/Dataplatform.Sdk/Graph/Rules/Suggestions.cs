using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>What was probably meant by a key that does not exist.</summary>
internal static class Suggestions
{
    /// <summary>A sentence with a leading space for each suggestion; empty if there is none.</summary>
    /// <param name="key">The key that does not exist.</param>
    /// <param name="consumer">The asset that names it.</param>
    /// <param name="all">All known assets.</param>
    /// <param name="attribute">The attribute that can name the asset of another domain: <c>Upstream</c>.</param>
    public static string For(string key, AssetShape consumer, IEnumerable<AssetShape> all, string attribute)
    {
        // Near names only in the missing key's domain: a domain lives in one assembly, so that the compiler and the
        // runtime see the same candidates and make the same suggestion.
        var split = key.LastIndexOf('/') + 1;
        var domain = key.Substring(0, split);
        var name = key.Substring(split);
        var keys = all.Select(asset => asset.Key).Where(k => (k != consumer.Key || !consumer.MakesAsset) && k.StartsWith(domain, StringComparison.Ordinal));
        var elsewhere = Elsewhere(key, consumer, all);
        if (elsewhere.Count == 0)
        {
            return NearestName.Suggestion(key, keys);
        }

        // Against the exact name only one counts that is near by itself: the domain, which all have, makes long keys of it.
        var near = NearestName.Find(name, keys.Select(k => k.Substring(split)));
        return (near is null ? string.Empty : $" Did you mean '{domain}{near}'?") + Sentence(elsewhere, name, attribute);
    }

    /// <summary>The id of the problem: another one where the name is right and only the domain is missing.</summary>
    public static string Id(string key, AssetShape consumer, IEnumerable<AssetShape> all) =>
        Elsewhere(key, consumer, all).Count > 0 ? GraphRuleIds.OtherDomain : GraphRuleIds.UnknownUpstream;

    /// <summary>The assets of that name in other domains that may be read, one for each key, in ordinal order.</summary>
    public static IReadOnlyList<AssetShape> Elsewhere(string key, AssetShape consumer, IEnumerable<AssetShape> all)
    {
        var ending = key.Substring(key.LastIndexOf('/'));
        return
        [
            .. all.Where(asset => asset.Key.EndsWith(ending, StringComparison.Ordinal) && asset.Key != key && (asset.Key != consumer.Key || !consumer.MakesAsset))
                .Where(asset => asset.IsPublic || asset.Assembly == consumer.Assembly)
                .OrderBy(asset => asset.Key, StringComparer.Ordinal).ThenBy(asset => asset.Source, StringComparer.Ordinal)
                .GroupBy(asset => asset.Key, StringComparer.Ordinal).Select(same => same.First()),
        ];
    }

    // The forgotten [Upstream] is the usual reason for a name that is right in another domain.
    private static string Sentence(IReadOnlyList<AssetShape> others, string name, string attribute) => others.Count == 1
        ? $" There is '{others[0].Key}' in another domain: write {Attribute(others[0], name, attribute)}."
        : $" There are {others.Count} in other domains: write {string.Join(" or ", others.Select(other => Attribute(other, name, attribute)))}.";

    private static string Attribute(AssetShape other, string name, string attribute)
    {
        // A method that makes several assets has another name than each of them.
        var dot = other.Source.LastIndexOf('.');
        var type = other.Source.Substring(0, dot < 0 ? 0 : dot);
        var method = other.Source.Substring(dot + 1);
        var argument = KeyGrammar.SnakeCase(method) == name ? $"nameof({type}.{method})" : $"\"{name}\"";
        return $"[{attribute}(typeof({type}), {argument})]";
    }
}
