using Dataplatform.Sdk.DuckDb.Files;

namespace Dataplatform.Sdk;

/// <summary>Reads and writes Parquet files as rows of a contract. The format: https://parquet.apache.org/docs/file-format.</summary>
public static class Parquet
{
    /// <summary>
    /// Streams the rows of one or several Parquet files. A column is found by the contract's column name, in any case; other
    /// columns are not read from the disk. Types are converted as those of a query are: without loss, or not at all.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">
    /// A file, or a pattern: <c>*</c> and <c>?</c> stand for parts of a name, <c>**</c> for any folders. The files of a pattern
    /// are read one after the other, in the order of their paths; hidden ones are left. A relative path is below the working folder.
    /// </param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">There is no such file, a column is missing or of another type, or a value does not fit.</exception>
    /// <example><code>[Asset] public static IAsyncEnumerable&lt;Flight&gt; RawFlights() => Parquet.Read&lt;Flight&gt;("flights/*.parquet");</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, CancellationToken cancellationToken = default) =>
        Read<T>(path, ParquetReadOptions.Default, cancellationToken);

    /// <summary>Streams the rows of one or several Parquet files as <see cref="Read{T}(string, CancellationToken)"/> does, with options.</summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">A file or a pattern.</param>
    /// <param name="options">What is read from where.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">There is no such file, a column is missing or of another type, or a value does not fit.</exception>
    /// <example><code>Parquet.Read&lt;Trade&gt;("lake/**/*.parquet", new ParquetReadOptions { HivePartitioning = true })</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, ParquetReadOptions options, CancellationToken cancellationToken = default) =>
        Read(path, options, RowCodecs.Get<T>(), cancellationToken);

    /// <summary>
    /// Writes rows as one Parquet file, compressed with Zstandard. The file appears when it is complete, in place of an older
    /// one; when the rows or the writing fail, or on cancellation, the older one stays. Memory stays flat: the rows wait on the
    /// disk, in a hidden folder beside the file.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="rows">The rows; a <see cref="Table{T}"/> for instance.</param>
    /// <param name="path">The file; a relative path is below the working folder, and missing folders are made.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DataplatformException">
    /// The file cannot be written, or a value cannot be held by Parquet: a 128-bit integer of more than 38 digits.
    /// </exception>
    /// <example><code>await orders.ToParquetAsync("export/orders.parquet", cancellationToken);</code></example>
    public static Task<long> ToParquetAsync<T>(this IAsyncEnumerable<T> rows, string path, CancellationToken cancellationToken = default) =>
        ToParquetAsync(rows, path, ParquetOptions.Default, cancellationToken);

    /// <summary>
    /// Writes rows as <see cref="ToParquetAsync{T}(IAsyncEnumerable{T}, string, CancellationToken)"/> does, with options. With
    /// <see cref="ParquetOptions.PartitionBy"/> the path is a folder, which takes the place of an older one as a whole: in one
    /// step on Linux and macOS, in two on Windows. An older folder that holds anything but Parquet files is refused.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="rows">The rows; a <see cref="Table{T}"/> for instance.</param>
    /// <param name="path">The file, or the folder of a partitioned export.</param>
    /// <param name="options">How the files are written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DataplatformException">
    /// The files cannot be written, or a value cannot be held by Parquet or by a folder's name.
    /// </exception>
    /// <example><code>await trades.ToParquetAsync("lake/trades", new ParquetOptions { PartitionBy = [nameof(Trade.Day)] }, cancellationToken);</code></example>
    public static Task<long> ToParquetAsync<T>(this IAsyncEnumerable<T> rows, string path, ParquetOptions options, CancellationToken cancellationToken = default) =>
        ToParquetAsync(rows, path, options, RowCodecs.Get<T>(), cancellationToken);

    internal static IAsyncEnumerable<T> Read<T>(string path, ParquetReadOptions options, RowCodec<T> codec, CancellationToken cancellationToken = default) =>
        SourceFile.Read("Parquet", path, (session, file) => new ParquetFile(session, file, codec.Schema, options), codec, cancellationToken);

    internal static Task<long> ToParquetAsync<T>(IAsyncEnumerable<T> rows, string path, ParquetOptions options, RowCodec<T> codec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return new ParquetExport(path, codec.Schema, options).WriteAsync(rows, codec, cancellationToken);
    }
}
