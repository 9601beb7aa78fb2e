using System.Globalization;
using Dataplatform.Sdk;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

// Exports so many rows of one generation to a path, and says so at every tenth of them; the tests of kills kill it meanwhile.
var (format, path, generation, count) = (args[0], args[1], long.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
await (format switch
{
    "CSV" => Csv.ToCsvAsync(Rows(), path, CsvOptions.Default, Order.Codec),
    "JSON" => Json.ToJsonAsync(Rows(), path, Order.Codec),
    "Parquet" => Parquet.ToParquetAsync(Rows(), path, ParquetOptions.Default, Order.Codec),
    _ => Parquet.ToParquetAsync(Rows(), path, new ParquetOptions { PartitionBy = [nameof(Order.Note)] }, Order.Codec),
});

async IAsyncEnumerable<Order> Rows()
{
    await Task.Yield();
    for (var i = 1; i <= count; i++)
    {
        yield return new Order(generation, i, i % 10 == 0 ? null : $"note {i % 10}");
        if (i % (count / 10) == 0)
        {
            Console.WriteLine(i);
        }
    }
}
