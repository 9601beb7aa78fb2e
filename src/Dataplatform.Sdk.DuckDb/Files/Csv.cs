using Dataplatform.Sdk.DuckDb.Files;

namespace Dataplatform.Sdk;

/// <summary>Reads and writes CSV files as rows of a contract. The format: https://www.rfc-editor.org/rfc/rfc4180.</summary>
public static class Csv
{
    /// <summary>
    /// Streams the rows of one or several CSV files with a header. A column is found by the contract's column name, in any
    /// case or as snake_case of the header (<c>Order ID</c> is <c>order_id</c>); other columns of the file are not read. An
    /// empty field is a missing value, or an empty text where it is in quotes or the member is a text that is not nullable.
    /// The file is UTF-8, its fields are separated by commas, and dates are written as 2024-12-31; nothing is guessed, and no
    /// digit is rounded away. Files that end in <c>.gz</c> or <c>.zst</c> are decompressed.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">
    /// A file, or a pattern: <c>*</c> and <c>?</c> stand for parts of a name, <c>**</c> for any folders. The files of a pattern
    /// are read one after the other, in the order of their paths; hidden ones are left. A relative path is below the working folder.
    /// </param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">The file or a column is missing, or a value is not of the contract's type.</exception>
    /// <example><code>[Asset] public static IAsyncEnumerable&lt;Order&gt; RawOrders() => Csv.Read&lt;Order&gt;("orders/*.csv");</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, CancellationToken cancellationToken = default) =>
        Read<T>(path, CsvOptions.Default, cancellationToken);

    /// <summary>Streams the rows of one or several CSV files as <see cref="Read{T}(string, CancellationToken)"/> does, with options.</summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">A file or a pattern.</param>
    /// <param name="options">How the fields are written.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">The file or a column is missing, or a value is not of the contract's type.</exception>
    /// <exception cref="ArgumentException">The options cannot be told from data.</exception>
    /// <example><code>Csv.Read&lt;Order&gt;("orders.csv", new CsvOptions { Delimiter = ';' })</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, CsvOptions options, CancellationToken cancellationToken = default) =>
        Read(path, options, RowCodecs.Get<T>(), cancellationToken);

    /// <summary>
    /// Writes rows as one CSV file with a header, which <see cref="Read{T}(string, CancellationToken)"/> reads back as they
    /// were; compressed if the path ends in <c>.gz</c> or <c>.zst</c>. The file appears when it is complete, in place of an
    /// older one; when the rows or the writing fail, or on cancellation, the older one stays. Memory stays flat: the rows wait
    /// on the disk, in a hidden folder beside the file.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="rows">The rows; a <see cref="Table{T}"/> for instance.</param>
    /// <param name="path">The file; a relative path is below the working folder, and missing folders are made.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    /// <example><code>await orders.ToCsvAsync("export/orders.csv.gz", cancellationToken);</code></example>
    public static Task<long> ToCsvAsync<T>(this IAsyncEnumerable<T> rows, string path, CancellationToken cancellationToken = default) =>
        ToCsvAsync(rows, path, CsvOptions.Default, cancellationToken);

    /// <summary>Writes rows as one CSV file as <see cref="ToCsvAsync{T}(IAsyncEnumerable{T}, string, CancellationToken)"/> does, with options.</summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="rows">The rows; a <see cref="Table{T}"/> for instance.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How the fields are written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The options cannot be told from data.</exception>
    /// <example><code>await orders.ToCsvAsync("orders.csv", new CsvOptions { Delimiter = ';' }, cancellationToken);</code></example>
    public static Task<long> ToCsvAsync<T>(this IAsyncEnumerable<T> rows, string path, CsvOptions options, CancellationToken cancellationToken = default) =>
        ToCsvAsync(rows, path, options, RowCodecs.Get<T>(), cancellationToken);

    internal static IAsyncEnumerable<T> Read<T>(string path, CsvOptions options, RowCodec<T> codec, CancellationToken cancellationToken = default)
    {
        SingleValues.Require(codec.Schema, "CSV");
        var dialect = options.Checked();
        return SourceFile.Read("CSV", path, (session, file) => new CsvFile(session, file, codec.Schema, dialect), codec, cancellationToken);
    }

    internal static Task<long> ToCsvAsync<T>(IAsyncEnumerable<T> rows, string path, CsvOptions options, RowCodec<T> codec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        SingleValues.Require(codec.Schema, "CSV");
        return new CsvExport(path, options.Checked()).WriteAsync(rows, codec, cancellationToken);
    }
}
