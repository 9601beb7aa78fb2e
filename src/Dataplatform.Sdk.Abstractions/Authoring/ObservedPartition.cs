namespace Dataplatform.Sdk;

/// <summary>By what the data of one partition of an external asset is known at the moment: a part of <see cref="Observation.OfPartitions"/>.</summary>
public sealed class ObservedPartition
{
    private ObservedPartition(IReadOnlyList<object> keys, Observation version) => (Keys, DataVersion) = (keys, version.DataVersion);

    /// <summary>By what the data is known: equal data has an equal one.</summary>
    public string DataVersion { get; }

    /// <summary>The typed keys, each of another dimension.</summary>
    internal IReadOnlyList<object> Keys { get; }

    /// <summary>A partition of an asset with one dimension.</summary>
    /// <typeparam name="TKey">The type of the dimension's keys: <see cref="Day"/>, an enum, <see cref="DynamicKey"/>, …</typeparam>
    /// <param name="key">The key. A window before the first, behind the end or left out counts for nothing.</param>
    /// <param name="dataVersion">By what its data is known: a text, a number, a time.</param>
    public static ObservedPartition Of<TKey>(TKey key, Observation dataVersion)
        where TKey : struct
    {
        ArgumentNullException.ThrowIfNull(dataVersion);
        return new([key], dataVersion);
    }

    /// <summary>A partition of an asset with two dimensions.</summary>
    /// <typeparam name="TFirst">The type of one dimension's keys.</typeparam>
    /// <typeparam name="TSecond">The type of the other's.</typeparam>
    /// <param name="first">The key of one dimension; which one, its type says.</param>
    /// <param name="second">The key of the other.</param>
    /// <param name="dataVersion">By what its data is known: a text, a number, a time.</param>
    public static ObservedPartition Of<TFirst, TSecond>(TFirst first, TSecond second, Observation dataVersion)
        where TFirst : struct
        where TSecond : struct
    {
        ArgumentNullException.ThrowIfNull(dataVersion);
        return new([first, second], dataVersion);
    }

    /// <summary>A partition of an asset with three dimensions.</summary>
    /// <typeparam name="TFirst">The type of one dimension's keys.</typeparam>
    /// <typeparam name="TSecond">The type of another's.</typeparam>
    /// <typeparam name="TThird">The type of the third's.</typeparam>
    /// <param name="first">The key of one dimension; which one, its type says.</param>
    /// <param name="second">The key of another.</param>
    /// <param name="third">The key of the third.</param>
    /// <param name="dataVersion">By what its data is known: a text, a number, a time.</param>
    public static ObservedPartition Of<TFirst, TSecond, TThird>(TFirst first, TSecond second, TThird third, Observation dataVersion)
        where TFirst : struct
        where TSecond : struct
        where TThird : struct
    {
        ArgumentNullException.ThrowIfNull(dataVersion);
        return new([first, second, third], dataVersion);
    }
}
