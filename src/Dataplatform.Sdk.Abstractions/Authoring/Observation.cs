using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>By what the data of an external asset is known at the moment, and what else is to be said of it.</summary>
/// <example>
/// <code>
/// return new Observation(response.Headers.ETag!.Tag) { ["bytes"] = response.Content.Headers.ContentLength ?? 0 };
/// </code>
/// </example>
/// <param name="dataVersion">Any text that is another one when the data is: equal texts mean equal data.</param>
/// <exception cref="ArgumentException">The text is empty.</exception>
public sealed class Observation(string dataVersion)
{
    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);

    /// <summary>By what the data is known.</summary>
    public string DataVersion { get; } = string.IsNullOrWhiteSpace(dataVersion)
        ? throw new ArgumentException("An observation needs a data version: any text that is another one when the data is.", nameof(dataVersion))
        : dataVersion;

    /// <summary>The facts about it, by name.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata => _metadata;

    /// <summary>Reads or sets one fact.</summary>
    /// <param name="name">The fact's name, such as <c>bytes</c>.</param>
    /// <exception cref="KeyNotFoundException">On reading: there is no such fact.</exception>
    public MetadataValue this[string name]
    {
        get => _metadata[name];
        set => _metadata[name] = value;
    }

    /// <summary>A text as a data version, such as an ETag or a hash.</summary>
    public static implicit operator Observation(string dataVersion) => new(dataVersion);

    /// <summary>A number as a data version, such as the id of a snapshot or of a change.</summary>
    public static implicit operator Observation(long dataVersion) => new(dataVersion.ToString(CultureInfo.InvariantCulture));

    /// <summary>A time as a data version, such as that of the last change. Equal instants are equal.</summary>
    public static implicit operator Observation(DateTimeOffset dataVersion) => new(dataVersion.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An id as a data version.</summary>
    public static implicit operator Observation(Guid dataVersion) => new(dataVersion.ToString());
}
