namespace Dataplatform.Sdk;

/// <summary>How the columns of a Parquet file are compressed; every reader finds it out by itself.</summary>
public enum ParquetCompression
{
    /// <summary>Small and fast: the default.</summary>
    Zstandard,

    /// <summary>Larger, and read by the oldest tools too.</summary>
    Snappy,

    /// <summary>Small, and slow to write.</summary>
    Gzip,

    /// <summary>Not at all.</summary>
    None,
}
