namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The compact text of a set of partitions, as events and files keep it: a version, then for all combinations with equal times these times
/// and the combinations: <c>1;kA4...:Eu,Us;...</c>. It is read with the definition of today, and what that no longer has is left out.
/// </summary>
internal static class PartitionSetText
{
    private const string Version = "1";

    /// <summary>The text of a set.</summary>
    public static string Write(PartitionSet set)
    {
        var groups = set.Times.GroupBy(pair => pair.Value).Select(group =>
            $"{(set.Shape.Windows is null ? string.Empty : TimeSetText.Write(group.Key))}:{string.Join(',', group.Select(pair => Escape(pair.Key)))}");
        return string.Join(';', groups.Prepend(Version));
    }

    /// <summary>Reads the text of a set.</summary>
    /// <exception cref="DataplatformException">The text is of a newer version, or damaged.</exception>
    public static PartitionSet Read(PartitionShape shape, string text)
    {
        var groups = text.Split(';');
        if (groups[0] != Version)
        {
            throw new DataplatformException($"A set of partitions was written in the form '{groups[0]}', and this version reads the form '{Version}'. Use the version of Dataplatform.Sdk that wrote it, or a newer one.");
        }

        return PartitionSet.OfTimes(shape, groups.Skip(1).SelectMany(group => Read(shape, group, text)));
    }

    private static IEnumerable<KeyValuePair<string, TimeSet>> Read(PartitionShape shape, string group, string text)
    {
        var colon = group.IndexOf(':', StringComparison.Ordinal);
        var times = colon < 0 ? null : TimeSetText.Read(group[..colon]);
        if (times is null)
        {
            throw new DataplatformException($"The text of a set of partitions is damaged: '{(text.Length > 60 ? text[..60] + "…" : text)}'. Restore the state it is from, or compute the partitions again.");
        }

        // Times of a definition that has lost its time, or got one since, say nothing.
        var whole = shape.Windows is not { } windows ? (colon == 0 ? TimeSet.Always : TimeSet.Empty) : windows.Whole(times);
        return group[(colon + 1)..].Split(',').Select(Unescape).Where(shape.CanHave).Select(combination => KeyValuePair.Create(combination, whole));
    }

    private static string Escape(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%3B", ";", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
