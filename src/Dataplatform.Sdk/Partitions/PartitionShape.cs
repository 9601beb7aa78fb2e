using System.Collections.Concurrent;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// A definition as sets and mappings see it: its windows of time, and its other dimensions, whose keys together are a combination. The
/// shape without dimensions is that of an asset that is not divided: it has one partition, whose key is empty.
/// </summary>
internal sealed class PartitionShape
{
    private static readonly ConcurrentDictionary<PartitionsDefinition, PartitionShape> Known = new();

    private readonly int _timeAt = -1;

    private PartitionShape(PartitionsDefinition definition)
    {
        Definition = definition;
        for (var i = 0; i < definition.Dimensions.Count; i++)
        {
            _timeAt = definition.Dimensions[i] is TimeDimension ? i : _timeAt;
        }

        Windows = definition.Time is { } time ? TimeWindows.Of(time) : null;
        Others = [.. definition.Dimensions.Where((_, i) => i != _timeAt)];
    }

    /// <summary>The shape of an asset that is not divided.</summary>
    public static PartitionShape Undivided { get; } = new(new PartitionsDefinition());

    /// <summary>The definition.</summary>
    public PartitionsDefinition Definition { get; }

    /// <summary>The windows of its dimension of time; null if it has none.</summary>
    public TimeWindows? Windows { get; }

    /// <summary>The dimensions other than time, in order.</summary>
    public IReadOnlyList<PartitionDimension> Others { get; }

    /// <summary>The shape of a definition; null stands for an asset that is not divided.</summary>
    /// <exception cref="DataplatformException">The definition is not sound.</exception>
    public static PartitionShape Of(PartitionsDefinition? definition) => definition is null
        ? Undivided
        : Known.GetOrAdd(definition, static definition => PartitionRules.Check(definition) is [var problem, ..] ? throw new DataplatformException(problem.Message) : new(definition));

    /// <summary>The keys of the other dimensions as one text; empty if there are none.</summary>
    public static string Combination(params ReadOnlySpan<string> keys) => keys.Length == 0 ? string.Empty : PartitionKey.Of(keys).Text;

    /// <summary>The keys of the other dimensions, one by one.</summary>
    public IReadOnlyList<string> Parts(string combination) => Others.Count == 0 ? [] : new PartitionKey(combination).Keys(Others.Count);

    /// <summary>The key of a partition.</summary>
    /// <param name="combination">The keys of the other dimensions.</param>
    /// <param name="time">The key of the window; ignored if there is no dimension of time.</param>
    public PartitionKey Key(string combination, string time)
    {
        if (_timeAt < 0)
        {
            return new(combination);
        }

        if (Others.Count == 0)
        {
            return new(time);
        }

        List<string> keys = [.. Parts(combination)];
        keys.Insert(_timeAt, time);
        return PartitionKey.Of([.. keys]);
    }

    /// <summary>A key as the keys of its dimensions.</summary>
    /// <returns>The keys, and of these the one of time; null if the text has not as many keys as there are dimensions.</returns>
    public (string Combination, string Time)? Split(PartitionKey key)
    {
        var keys = key.Keys(Definition.Dimensions.Count);
        if (Definition.Dimensions.Count == 0 ? key.Text.Length > 0 : keys.Count != Definition.Dimensions.Count)
        {
            return null;
        }

        return _timeAt < 0 ? (key.Text, string.Empty) : (Combination([.. keys.Where((_, i) => i != _timeAt)]), keys[_timeAt]);
    }

    /// <summary>Whether the definition can have a combination at all: as many keys as dimensions, each a member of its enum.</summary>
    public bool CanHave(string combination)
    {
        var parts = Parts(combination);
        return parts.Count == Others.Count && parts.Index().All(part => Others[part.Index] is not EnumDimension members || members.Keys.Contains(part.Item));
    }

    /// <summary>The keys that a dimension other than time has at a moment.</summary>
    public static IReadOnlyList<string> KeysOf(PartitionDimension dimension, PartitionSnapshot snapshot) => dimension switch
    {
        EnumDimension members => members.Keys,
        DynamicDimension dynamic => snapshot.KeysOf(dynamic.Set),
        _ => [],
    };
}
