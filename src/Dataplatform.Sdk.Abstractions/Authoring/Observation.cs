using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>By what the data of each partition is known; empty where the asset is not partitioned.</summary>
    public IReadOnlyList<ObservedPartition> Partitions { get; private init; } = [];

    /// <summary>Whether it is of partitions, even if there were none to be seen.</summary>
    internal bool IsOfPartitions { get; private init; }

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

    /// <summary>
    /// What is known of the partitions of a partitioned external asset: those whose data version is another one than before make stale
    /// what has read them. Partitions that are not among these stay as they are, so that it is enough to look at those that still change.
    /// </summary>
    /// <example>
    /// <code>
    /// [Observe(nameof(ErpOrders))]
    /// public static async Task&lt;Observation&gt; ErpOrdersVersions(IErp erp, CancellationToken ct) =&gt;
    ///     Observation.OfPartitions(from day in await erp.LastChangesAsync(ct) select ObservedPartition.Of(new Day(day.Date), day.ChangedAt));
    /// </code>
    /// </example>
    /// <param name="partitions">The partitions, each once.</param>
    public static Observation OfPartitions(IEnumerable<ObservedPartition> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        ObservedPartition[] seen = [.. partitions];

        // What reads the asset as a whole has read other data as soon as one of them is another.
        var text = string.Join('\n', seen.Select(partition => $"{string.Join('|', partition.Keys.Select(KeyText))} {partition.DataVersion}").Order(StringComparer.Ordinal));
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))) { Partitions = seen, IsOfPartitions = true };
    }

    private static string? KeyText(object key) => Convert.ToString(key, CultureInfo.InvariantCulture);

    /// <summary>A text as a data version, such as an ETag or a hash.</summary>
    public static implicit operator Observation(string dataVersion) => new(dataVersion);

    /// <summary>A number as a data version, such as the id of a snapshot or of a change.</summary>
    public static implicit operator Observation(long dataVersion) => new(dataVersion.ToString(CultureInfo.InvariantCulture));

    /// <summary>A time as a data version, such as that of the last change. Equal instants are equal.</summary>
    public static implicit operator Observation(DateTimeOffset dataVersion) => new(dataVersion.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An id as a data version.</summary>
    public static implicit operator Observation(Guid dataVersion) => new(dataVersion.ToString());
}
