using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// What all partitions of an asset together amount to, kept up to date with each publication so that nobody has to read a million heads. The
/// content is the sum of a hash of each partition: whatever the order in which they were published, equal partitions give an equal one.
/// </summary>
/// <param name="Partitions">How many are published.</param>
/// <param name="Rows">Their rows; 0 for values.</param>
/// <param name="Content">The sum.</param>
internal readonly record struct AllPartitions(long Partitions, long Rows, UInt128 Content)
{
    /// <summary>The text by which the content is known.</summary>
    public string ContentText => Content.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>As it was written down.</summary>
    public static AllPartitions Parse(long? partitions, long? rows, string? content) =>
        new(partitions ?? 0, rows ?? 0, content is null ? 0 : UInt128.Parse(content, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>With a partition that was not published before.</summary>
    /// <param name="key">The partition.</param>
    /// <param name="version">Its version, which stands for the content where nobody has hashed it.</param>
    /// <param name="dataVersion">What its content is known by.</param>
    /// <param name="rows">Its rows.</param>
    public AllPartitions With(string key, string version, string? dataVersion, long? rows) =>
        unchecked(new(Partitions + 1, Rows + (rows ?? 0), Content + Hash(key, dataVersion ?? version)));

    /// <summary>Without one of the partitions.</summary>
    public AllPartitions Without(string key, string version, string? dataVersion, long? rows) =>
        unchecked(new(Partitions - 1, Rows - (rows ?? 0), Content - Hash(key, dataVersion ?? version)));

    private static UInt128 Hash(string key, string content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{content}\n{key}"), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
