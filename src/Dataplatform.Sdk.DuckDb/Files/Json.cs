using Dataplatform.Sdk.DuckDb.Files;

namespace Dataplatform.Sdk;

/// <summary>Reads and writes JSON files as rows of a contract. The format: https://jsonlines.org.</summary>
public static class Json
{
    /// <summary>
    /// Streams the rows of one or several JSON files: objects, each on a line of its own, or all in one array. A column is
    /// found by the contract's column name, in any case or as snake_case of the member (<c>orderId</c> is <c>order_id</c>);
    /// other members are not read. A member that is not there is a missing value, as <c>null</c> is. Nothing is guessed, and
    /// no digit is rounded away: a number in quotes is a text. Lists are arrays, records and dictionaries are objects, to any depth.
    /// Files that end in <c>.gz</c> or <c>.zst</c> are decompressed.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">
    /// A file, or a pattern: <c>*</c> and <c>?</c> stand for parts of a name, <c>**</c> for any folders. The files of a pattern
    /// are read one after the other, in the order of their paths; hidden ones are left. A relative path is below the working folder.
    /// </param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">The file is missing or no JSON, or a value is missing or not of the contract's type.</exception>
    /// <example><code>[Asset] public static IAsyncEnumerable&lt;Order&gt; RawOrders() => Json.Read&lt;Order&gt;("orders/*.jsonl.gz");</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, CancellationToken cancellationToken = default) =>
        Read(path, RowCodecs.Get<T>(), cancellationToken);

    /// <summary>
    /// Writes rows as one file of JSON objects, each on a line of its own, which <see cref="Read{T}(string, CancellationToken)"/> reads back as they were;
    /// compressed if the path ends in <c>.gz</c>. The file appears when it is complete, in place of an older one; when the rows
    /// or the writing fail, or on cancellation, the older one stays. Memory stays flat.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="rows">The rows; a <see cref="Table{T}"/> for instance.</param>
    /// <param name="path">The file; a relative path is below the working folder, and missing folders are made.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    /// <example><code>await orders.ToJsonAsync("export/orders.jsonl", cancellationToken);</code></example>
    public static Task<long> ToJsonAsync<T>(this IAsyncEnumerable<T> rows, string path, CancellationToken cancellationToken = default) =>
        ToJsonAsync(rows, path, RowCodecs.Get<T>(), cancellationToken);

    internal static IAsyncEnumerable<T> Read<T>(string path, RowCodec<T> codec, CancellationToken cancellationToken = default) =>
        SourceFile.Read("JSON", path, (_, file) => new JsonFile(file, codec.Schema), codec, cancellationToken);

    internal static Task<long> ToJsonAsync<T>(IAsyncEnumerable<T> rows, string path, RowCodec<T> codec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new JsonExport(path).WriteAsync(rows, codec, cancellationToken);
    }
}
