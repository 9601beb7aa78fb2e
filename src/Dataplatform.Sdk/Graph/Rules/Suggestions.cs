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
        var keys = all.Select(asset => asset.Key).Where(k => k != consumer.Key && k.StartsWith(domain, StringComparison.Ordinal));
        var elsewhere = Elsewhere(name, domain, consumer, all, attribute);
        if (elsewhere.Length == 0)
        {
            return NearestName.Suggestion(key, keys);
        }

        // Against the exact name only one counts that is near by itself: the domain, which all have, makes long keys of it.
        var near = NearestName.Find(name, keys.Select(k => k.Substring(split)));
        return (near is null ? string.Empty : $" Did you mean '{domain}{near}'?") + elsewhere;
    }

    // The forgotten [Upstream] is the usual reason for a name that is right in another domain.
    private static string Elsewhere(string name, string domain, AssetShape consumer, IEnumerable<AssetShape> all, string attribute)
    {
        var other = all
            .Where(asset => asset.Key.EndsWith("/" + name, StringComparison.Ordinal) && asset.Key != domain + name && asset.Key != consumer.Key)
            .Where(asset => asset.IsPublic || asset.Assembly == consumer.Assembly)
            .OrderBy(asset => asset.Key, StringComparer.Ordinal).ThenBy(asset => asset.Source, StringComparer.Ordinal)
            .FirstOrDefault();
        if (other is null)
        {
            return string.Empty;
        }

        // A method that makes several assets has another name than each of them.
        var dot = other.Source.LastIndexOf('.');
        var type = other.Source.Substring(0, dot < 0 ? 0 : dot);
        var method = other.Source.Substring(dot + 1);
        var argument = KeyGrammar.SnakeCase(method) == name ? $"nameof({type}.{method})" : $"\"{name}\"";
        return $" There is '{other.Key}' in another domain: write [{attribute}(typeof({type}), {argument})].";
    }
}
