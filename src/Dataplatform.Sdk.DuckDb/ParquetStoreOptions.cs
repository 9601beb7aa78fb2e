namespace Dataplatform.Sdk.DuckDb;

/// <summary>How a folder of Parquet files works as a store.</summary>
public sealed record ParquetStoreOptions
{
    /// <summary>
    /// How many versions of an asset stay, the published one included. Older ones go as soon as no session reads them, in any
    /// process. Other programs read without being seen: keep one version more if there are such.
    /// </summary>
    /// <value>Default: 1.</value>
    public int KeepVersions { get; init; } = 1;

    /// <summary>
    /// Whether the content of each version is hashed while it is staged, so that a run that made the same data again makes nothing stale.
    /// It takes about a tenth of the time of writing.
    /// </summary>
    /// <value>Default: true.</value>
    public bool DataVersions { get; init; } = true;

    /// <summary>Memory that DuckDB, which reads and writes the files, may use before it moves data to disk, such as <c>4GB</c>.</summary>
    /// <value>Default: null, which is 80 % of the machine's memory.</value>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads that DuckDB may use.</summary>
    /// <value>Default: null, which is one for each core.</value>
    public int? Threads { get; init; }

    /// <summary>
    /// Bytes of values, uncompressed, after which rows that are streamed from C# go on in the next file of a version. So much is
    /// held in memory.
    /// </summary>
    /// <value>Default: 128 MiB.</value>
    public long PartBytes { get; init; } = 128L << 20;
}
