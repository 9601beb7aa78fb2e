namespace Dataplatform.Sdk;

/// <summary>How Parquet files are read.</summary>
/// <example><code>Parquet.Read&lt;Trade&gt;("lake/**/*.parquet", new ParquetReadOptions { HivePartitioning = true })</code></example>
public sealed record ParquetReadOptions
{
    /// <summary>
    /// Whether a folder named <c>day=2024-01-01</c> gives the column <c>day</c> its value in all files below; false by default.
    /// It takes the place of a column of that name in the files. The value is read as a field of a CSV file is, strictly;
    /// <c>__HIVE_DEFAULT_PARTITION__</c> is a missing value.
    /// </summary>
    public bool HivePartitioning { get; init; }

    internal static ParquetReadOptions Default { get; } = new();
}
