namespace Dataplatform.Sdk.Partitions;

/// <summary>Follows a link of a mapping from one key of a dimension to those of the other.</summary>
/// <param name="Link">The link, which has a dimension of the reader.</param>
/// <param name="Pairs">The pairs of keys, if they say it.</param>
/// <param name="Function">The function, if one says it.</param>
internal sealed record LinkedKeys(PartitionLink Link, IReadOnlyList<KeyValuePair<string, string>> Pairs, PartitionFunction? Function)
{
    /// <summary>The keys of the upstream that a key of the reader needs.</summary>
    public IEnumerable<string> UpstreamOf(string reader) => Link.Kind switch
    {
        LinkKind.Same => [reader],
        LinkKind.Pairs => Pairs.Where(pair => pair.Key == reader).Select(pair => pair.Value).Distinct(),
        _ => Texts(Link.Upstream, Function!.UpstreamOf(TypedKeys.FromText(Link.Reader!, reader, Function.ReaderType))),
    };

    /// <summary>The keys of the reader that need a key of the upstream.</summary>
    /// <param name="upstream">The key.</param>
    /// <param name="all">All keys of the reader, to be asked one by one where nothing says the way back.</param>
    public IEnumerable<string> ReadersOf(string upstream, Func<IEnumerable<string>> all) => Link.Kind switch
    {
        LinkKind.Same => [upstream],
        LinkKind.Pairs => Pairs.Where(pair => pair.Value == upstream).Select(pair => pair.Key).Distinct(),
        _ => Function!.ReadersOf(TypedKeys.FromText(Link.Upstream, upstream, Function.UpstreamType)) is { } readers
            ? Texts(Link.Reader!, readers)
            : all().Where(reader => UpstreamOf(reader).Contains(upstream)),
    };

    private static IEnumerable<string> Texts(PartitionDimension dimension, IEnumerable<object> keys) => keys.Select(key => TypedKeys.ToText(dimension, key)).OfType<string>().Distinct();
}
