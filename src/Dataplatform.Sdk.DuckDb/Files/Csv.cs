using Dataplatform.Sdk.DuckDb.Files;

namespace Dataplatform.Sdk;

/// <summary>Reads CSV files as rows of a contract.</summary>
public static class Csv
{
    /// <summary>
    /// Streams the rows of a CSV file with a header. A column is found by the contract's column name, in any case or as
    /// snake_case of the header (<c>Order ID</c> is <c>order_id</c>); other columns of the file are not read. An empty field
    /// is a missing value, or an empty text where the member is a text that is not nullable. The file is UTF-8, its fields are
    /// separated by commas, and dates are written as 2024-12-31; nothing is guessed, and no digit is rounded away.
    /// </summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    /// <param name="path">The file; a relative path is below the working folder.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="DataplatformException">The file or a column is missing, or a value is not of the contract's type.</exception>
    /// <example><code>[Asset] public static IAsyncEnumerable&lt;Order&gt; RawOrders() => Csv.Read&lt;Order&gt;("orders.csv");</code></example>
    public static IAsyncEnumerable<T> Read<T>(string path, CancellationToken cancellationToken = default) =>
        Read(path, RowCodecs.Get<T>(), cancellationToken);

    internal static IAsyncEnumerable<T> Read<T>(string path, RowCodec<T> codec, CancellationToken cancellationToken = default) =>
        SourceFile.Read(_ => [new CsvFile(path, codec.Schema)], codec, cancellationToken);
}
