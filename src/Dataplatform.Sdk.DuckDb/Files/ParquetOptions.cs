namespace Dataplatform.Sdk;

/// <summary>How Parquet files are written.</summary>
/// <example><code>new ParquetOptions { PartitionBy = [nameof(Trade.Day)] }</code></example>
public sealed record ParquetOptions
{
    /// <summary>How columns are compressed; <see cref="ParquetCompression.Zstandard"/> by default.</summary>
    public ParquetCompression Compression { get; init; }

    /// <summary>
    /// The members whose values name the folders of a Hive folder tree, the outermost first: <c>day=2024-01-01/country=AT/</c>.
    /// None by default, and then one file is written. The files do not have these columns. Bytes name no folder.
    /// </summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    internal static ParquetOptions Default { get; } = new();
}
