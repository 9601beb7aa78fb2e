namespace Dataplatform.Sdk;

/// <summary>What an asset returns when it has something to say about its value.</summary>
/// <example>
/// <code>
/// return new Materialized&lt;IReadOnlyList&lt;Order&gt;&gt;(orders) { ["source"] = "shop api", ["pages"] = 12 };
/// </code>
/// </example>
/// <typeparam name="T">What the asset would return otherwise: rows, <see cref="Sql{T}"/> or one value.</typeparam>
/// <param name="value">The value itself.</param>
public sealed class Materialized<T>(T value)
{
    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);

    /// <summary>The value itself.</summary>
    public T Value { get; } = value;

    /// <summary>The facts about it, by name.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata => _metadata;

    /// <summary>
    /// What the data is known by, where the author knows it better than the store, which hashes the content: the version of a
    /// download, the hash of a file. What reads this asset stays fresh when a run ends with the same one. It is the fact <c>data_version</c>.
    /// </summary>
    /// <value>Default: null, the store's hash counts.</value>
    public string? DataVersion
    {
        get => _metadata.GetValueOrDefault(DataVersions.Fact) is MetadataValue.Text(var version) ? version : null;
        init
        {
            if (value is null)
            {
                _metadata.Remove(DataVersions.Fact);
            }
            else
            {
                _metadata[DataVersions.Fact] = value;
            }
        }
    }

    /// <summary>Reads or sets one fact.</summary>
    /// <param name="name">The fact's name, such as <c>pages</c>.</param>
    /// <exception cref="KeyNotFoundException">On reading: there is no such fact.</exception>
    public MetadataValue this[string name]
    {
        get => _metadata[name];
        set => _metadata[name] = value;
    }
}
