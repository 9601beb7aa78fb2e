using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// How the partitions of two assets belong together, a link for each dimension of the upstream; or why they do not. The compiler asks to
/// judge an edge, and the runtime to map along it, so that neither knows a mapping that the other does not.
/// </summary>
internal sealed class PartitionLinks
{
    private const string TheReader = "the reader";
    private const string ItsUpstream = "its upstream";

    private PartitionLinks(IReadOnlyList<PartitionLink> links) => Links = links;

    /// <summary>The links, in the order of the upstream's dimensions.</summary>
    public IReadOnlyList<PartitionLink> Links { get; }

    /// <summary>Finds the links.</summary>
    /// <param name="reader">How the asset is divided that reads; null if it is not.</param>
    /// <param name="upstream">How the asset is divided that is read; null if it is not.</param>
    /// <param name="mapping">What its author says.</param>
    /// <param name="problem">Why there are none, with the remedy; null if there are.</param>
    public static PartitionLinks? Find(PartitionsDefinition? reader, PartitionsDefinition? upstream, PartitionMapping mapping, out string? problem)
    {
        var links = new List<PartitionLink>();
        problem = Undivided(reader, upstream, mapping) ?? (upstream is null ? null : mapping switch
        {
            PartitionMapping.Latest => Latest(reader, upstream, links),
            PartitionMapping.All => Whole(upstream, links),
            _ when reader is null => Whole(upstream, links),
            PartitionMapping.Keys keys => ByPairs(reader, upstream, keys, links),
            PartitionMapping.Function function => ByFunction(reader, upstream, function, links),
            PartitionMapping.Overlap overlap => Offsets(reader, upstream, overlap) ?? Natural(reader, upstream, false, links),
            _ => Natural(reader, upstream, true, links),
        });
        return problem is null ? new(links) : null;
    }

    private static string? Undivided(PartitionsDefinition? reader, PartitionsDefinition? upstream, PartitionMapping mapping)
    {
        if (mapping is PartitionMapping.Overlap { StartOffset: var start, EndOffset: var end } && start > end)
        {
            return $"The offsets from {Number(start)} to {Number(end)} leave no window. Write a start offset that is not greater than the end offset.";
        }

        return mapping switch
        {
            PartitionMapping.Unsaid or PartitionMapping.All or PartitionMapping.Overlap { StartOffset: 0, EndOffset: 0 } => null,
            _ when upstream is null => "There is a mapping of partitions, and what is read is not divided into any. Leave the mapping out, or divide the upstream.",
            PartitionMapping.Latest => null,
            _ when reader is null => "There is a mapping of partitions that begins with the reader's, and the reader is not divided into any. Leave the mapping out, or divide the reader.",
            _ => null,
        };
    }

    private static string? Whole(PartitionsDefinition upstream, List<PartitionLink> links)
    {
        links.AddRange(upstream.Dimensions.Select(dimension => new PartitionLink(dimension, null, LinkKind.All)));
        return null;
    }

    private static string? Latest(PartitionsDefinition? reader, PartitionsDefinition upstream, List<PartitionLink> links)
    {
        var pairs = new Dictionary<PartitionDimension, PartitionDimension>();
        var problem = reader is null ? null : Pair(reader, upstream, pairs);
        var isOfKeys = upstream.Time is null;
        var all = pairs.Count == upstream.Dimensions.Count;
        links.AddRange(upstream.Dimensions.Select(dimension => dimension is TimeDimension || (isOfKeys && all)
            ? new PartitionLink(dimension, null, LinkKind.Last)
            : pairs.TryGetValue(dimension, out var same) ? new(dimension, same, LinkKind.Same) : new(dimension, null, isOfKeys ? LinkKind.Last : LinkKind.All)));
        return problem;
    }

    private static string? Offsets(PartitionsDefinition reader, PartitionsDefinition upstream, PartitionMapping.Overlap overlap) =>
        overlap is { StartOffset: 0, EndOffset: 0 } || (reader.Time is not null && upstream.Time is not null)
            ? null
            : $"An offset counts windows of time, and {(reader.Time is null ? $"{TheReader} is divided by {reader}" : $"{ItsUpstream} is divided by {upstream}")}. Leave the offset out.";

    private static string? Natural(PartitionsDefinition reader, PartitionsDefinition upstream, bool isUnsaid, List<PartitionLink> links)
    {
        var pairs = new Dictionary<PartitionDimension, PartitionDimension>();
        if (Pair(reader, upstream, pairs) is { } problem)
        {
            return problem;
        }

        if (isUnsaid && upstream.Time is { } time && reader.Time is { } own && Clocks(own, time) is { } clocks)
        {
            return clocks;
        }

        if (pairs.Count == 0)
        {
            return $"The reader is divided by {reader} and {ItsUpstream} by {upstream}, which have nothing in common. Say which partitions it needs: all, the latest, pairs of keys, or a function.";
        }

        links.AddRange(upstream.Dimensions.Select(dimension => pairs.TryGetValue(dimension, out var same)
            ? new PartitionLink(dimension, same, LinkKind.Same)
            : new(dimension, null, LinkKind.All)));
        return null;
    }

    // Days of two zones overlap two by two, which is hardly ever meant. Hours and what is finer lie within the days of every zone.
    private static string? Clocks(TimeDimension own, TimeDimension time) => own.TimeZone == time.TimeZone || IsFine(own) || IsFine(time)
        ? null
        : $"'{own.Name}' of {TheReader} is {own} and '{time.Name}' of {ItsUpstream} is {time}: the clocks of {Zone(own)} and {Zone(time)} draw different windows. Give both one time zone, or say with [Upstream(Partitions = UpstreamPartitions.Overlapping)] that all windows that overlap are meant.";

    private static bool IsFine(TimeDimension dimension) => CronExpression.Parse(dimension.Cron, out _) is { MinutesOfDay.Count: > 1 };

    private static string Zone(TimeDimension dimension) => dimension.TimeZone;

    // Dimensions that divide in the same way belong together: by their name where several do.
    private static string? Pair(PartitionsDefinition reader, PartitionsDefinition upstream, Dictionary<PartitionDimension, PartitionDimension> pairs)
    {
        foreach (var dimension in upstream.Dimensions)
        {
            var named = reader.Dimensions.FirstOrDefault(candidate => candidate.Name == dimension.Name);
            if (named is not null && AreAlike(named, dimension))
            {
                pairs[dimension] = named;
            }
            else if (named is EnumDimension mine && dimension is EnumDimension other)
            {
                return $"'{dimension.Name}' is {mine.EnumType} of {TheReader} and {other.EnumType} of {ItsUpstream}. Use one enum, or give pairs of keys.";
            }
        }

        var free = reader.Dimensions.Where(dimension => !pairs.ContainsValue(dimension)).ToList();
        foreach (var dimension in upstream.Dimensions.Where(dimension => !pairs.ContainsKey(dimension)).ToList())
        {
            var alike = free.FindAll(candidate => AreAlike(candidate, dimension));
            var rivals = upstream.Dimensions.Where(other => !pairs.ContainsKey(other) && other.Name != dimension.Name && AreAlike(other, dimension)).ToList();
            if (alike.Count > 1 || (alike.Count == 1 && rivals.Count > 0))
            {
                return alike.Count > 1
                    ? $"'{dimension.Name}' of {ItsUpstream} could be {Names(alike)} of {TheReader}, which divide alike. Give it the name of the one that is meant."
                    : $"'{alike[0].Name}' of {TheReader} could be {Names([dimension, .. rivals])} of {ItsUpstream}, which divide alike. Give it the name of the one that is meant.";
            }

            if (alike.Count == 1)
            {
                pairs[dimension] = alike[0];
                free.Remove(alike[0]);
            }
        }

        return null;
    }

    private static bool AreAlike(PartitionDimension reader, PartitionDimension upstream) => (reader, upstream) switch
    {
        (TimeDimension, TimeDimension) => true,
        (EnumDimension mine, EnumDimension other) => mine.EnumType == other.EnumType,
        (DynamicDimension mine, DynamicDimension other) => mine.Set == other.Set,
        _ => false,
    };

    private static string? ByPairs(PartitionsDefinition reader, PartitionsDefinition upstream, PartitionMapping.Keys keys, List<PartitionLink> links)
    {
        var pairs = KeyPairs.Read(keys.Pairs);
        if (KeyPairs.Find(pairs.Select(pair => pair.Key), reader, TheReader, out var problem) is not { } own
            || KeyPairs.Find(pairs.Select(pair => pair.Value), upstream, ItsUpstream, out problem) is not { } other)
        {
            return problem;
        }

        var missing = own.Keys.Where(key => pairs.All(pair => pair.Key != key)).ToList();
        return missing.Count > 0
            ? $"The pairs of keys say nothing of {string.Join(", ", missing)} of {own}, by which {TheReader} is divided. Add a pair for each."
            : With(new(other, own, LinkKind.Pairs), reader, upstream, links);
    }

    private static string? ByFunction(PartitionsDefinition reader, PartitionsDefinition upstream, PartitionMapping.Function function, List<PartitionLink> links)
    {
        var name = KeyTypes.Short(function.Type);
        if (Only(function.ReaderKey, reader, name, TheReader, out var problem) is not { } own || Only(function.UpstreamKey, upstream, name, ItsUpstream, out problem) is not { } other)
        {
            return problem;
        }

        return With(new(other, own, LinkKind.Function), reader, upstream, links);
    }

    // The rest belongs together as if nothing was said.
    private static string? With(PartitionLink link, PartitionsDefinition reader, PartitionsDefinition upstream, List<PartitionLink> links)
    {
        var rest = new PartitionsDefinition([.. upstream.Dimensions.Where(dimension => dimension != link.Upstream)]);
        var own = new PartitionsDefinition([.. reader.Dimensions.Where(dimension => dimension != link.Reader || link.Kind == LinkKind.Function)]);
        var pairs = new Dictionary<PartitionDimension, PartitionDimension>();
        var problem = Pair(own, rest, pairs);
        links.AddRange(upstream.Dimensions.Select(dimension => dimension == link.Upstream
            ? link
            : pairs.TryGetValue(dimension, out var same) ? new(dimension, same, LinkKind.Same) : new(dimension, null, LinkKind.All)));
        return problem;
    }

    private static PartitionDimension? Only(string type, PartitionsDefinition definition, string function, string owner, out string? problem)
    {
        var found = definition.Dimensions.Where(dimension => KeyTypes.Fits(type, dimension)).ToList();
        problem = found.Count == 1
            ? null
            : found.Count == 0
                ? $"'{function}' maps keys '{KeyTypes.Short(type)}' of {owner}, which has {string.Join(" and ", definition.Dimensions.Select(dimension => $"'{KeyTypes.Short(KeyTypes.Of(dimension))}'"))}. Write the function for these."
                : $"'{function}' maps keys '{KeyTypes.Short(type)}' of {owner}, which could be {Names(found)}. Divide it by different sets of keys.";
        return found.Count == 1 ? found[0] : null;
    }

    private static string Names(IEnumerable<PartitionDimension> dimensions) => string.Join(" or ", dimensions.Select(dimension => $"'{dimension.Name}'"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
