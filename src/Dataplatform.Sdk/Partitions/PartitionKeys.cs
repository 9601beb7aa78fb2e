namespace Dataplatform.Sdk.Partitions;

/// <summary>Finds the partition of a key, or says why there is none.</summary>
internal static class PartitionKeys
{
    /// <summary>The partition of a key; whether it exists at some moment is not asked.</summary>
    /// <returns>The keys of the other dimensions, and the number of the window; 0 if there is no dimension of time.</returns>
    /// <exception cref="DataplatformException">The definition has no such key; the message says which part is wrong and what was meant.</exception>
    public static (string Combination, long Index) Locate(PartitionShape shape, PartitionKey key)
    {
        if (shape.Split(key) is not { } parts)
        {
            throw new DataplatformException(shape.Definition.Dimensions.Count == 0
                ? $"'{key}' is the key of a partition, and the asset has none. Leave the partition out."
                : $"'{key}' is no key of {shape.Definition}. It needs a key for each of {Names(shape)}, such as '{Example(shape)}'.");
        }

        foreach (var (i, part) in shape.Parts(parts.Combination).Index())
        {
            if (shape.Others[i] is EnumDimension members && !members.Keys.Contains(part))
            {
                throw new DataplatformException(NoMember(members, part));
            }
        }

        return (parts.Combination, shape.Windows?.Find(parts.Time) ?? 0);
    }

    /// <summary>Whether the definition can have a key at all, whether or not it exists now.</summary>
    public static bool IsPossible(PartitionShape shape, PartitionKey key) =>
        shape.Split(key) is { } parts && shape.CanHave(parts.Combination) && (shape.Windows is not { } windows || windows.IndexOf(parts.Time) is not null);

    /// <summary>A key as the definition writes them, for messages.</summary>
    public static PartitionKey Example(PartitionShape shape) => shape.Key(
        PartitionShape.Combination([.. shape.Others.Select(dimension => dimension is EnumDimension members ? members.Keys[0] : "key")]),
        shape.Windows?.KeyOf(0) ?? string.Empty);

    /// <summary>That a text is no member of an enum.</summary>
    public static string NoMember(EnumDimension members, string text) =>
        $"'{text}' is no member of {members}, which divides by '{members.Name}'.{NearestName.Suggestion(text, members.Keys)} Members: {string.Join(", ", members.Keys)}.";

    private static string Names(PartitionShape shape) => string.Join(", ", shape.Definition.Dimensions.Select(dimension => $"'{dimension.Name}'"));
}
