namespace Dataplatform.Sdk.Partitions;

/// <summary>The pairs of a mapping between enums: for each the reader's key, then the upstream's.</summary>
internal static class KeyPairs
{
    /// <summary>Reads pairs: <c>Eu:At Eu:De Us:Ny</c>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string pairs) =>
    [
        .. pairs.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.IndexOf(':') is var colon and >= 0
            ? new KeyValuePair<string, string>(pair.Substring(0, colon), pair.Substring(colon + 1))
            : new(pair, string.Empty)),
    ];

    /// <summary>The dimension of keys: the one whose enum has all of them.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="definition">The dimensions to choose from.</param>
    /// <param name="owner">Whose they are, for the message.</param>
    /// <param name="problem">Why there is none, or not only one.</param>
    public static EnumDimension? Find(IEnumerable<string> keys, PartitionsDefinition definition, string owner, out string? problem)
    {
        var all = keys.Distinct().ToList();
        var enums = definition.Dimensions.OfType<EnumDimension>().ToList();
        var found = enums.FindAll(dimension => all.TrueForAll(dimension.Keys.Contains));
        problem = null;
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count > 1)
        {
            problem = $"The pairs of keys fit several dimensions of {owner}: {string.Join(" and ", found.Select(dimension => $"'{dimension.Name}'"))}. Divide it by different enums, or map with a function.";
        }
        else if (enums.Count == 0)
        {
            problem = $"There are pairs of keys, and {owner} is not divided by an enum: it is {definition}. Leave the pairs out, or map with a function.";
        }
        else
        {
            // The enum that has most of them is the one that was meant.
            var meant = enums.OrderByDescending(dimension => all.Count(dimension.Keys.Contains)).First();
            var stranger = all.Find(key => !meant.Keys.Contains(key));
            problem = $"'{stranger}' in the pairs of keys is no member of {meant}, by which {owner} is divided.{NearestName.Suggestion(stranger!, meant.Keys)} Members: {string.Join(", ", meant.Keys)}.";
        }

        return null;
    }
}
