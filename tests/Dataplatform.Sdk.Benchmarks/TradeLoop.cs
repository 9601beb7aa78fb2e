using System.Text;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What one would write for this one record over DuckDB's C API, row by row into and out of the vectors.</summary>
internal static class TradeLoop
{
    private const long UnixEpochMicroseconds = 62_135_596_800_000_000;

    public static void Append(DuckDbConnection connection, string table, IEnumerable<Trade> rows)
    {
        using var appender = DuckDbAppender.Create(connection, "main", table);
        using var chunk = NewChunk();
        using var arena = new NativeArena();
        using var source = rows.GetEnumerator();
        while (Fill(chunk, arena, source))
        {
            appender.Append(chunk);
        }

        appender.Close();
    }

    /// <summary>The same of a stream: what would be a pointer in the loop is one in an object, because no pointer lives across an await.</summary>
    public static async Task AppendAsync(DuckDbConnection connection, string table, IAsyncEnumerable<Trade> rows)
    {
        using var appender = DuckDbAppender.Create(connection, "main", table);
        using var chunk = NewChunk();
        using var arena = new NativeArena();
        var vectors = new TradeVectors(chunk, arena);
        await using var source = rows.GetAsyncEnumerator();
        var isMore = true;
        while (isMore)
        {
            vectors.Begin();
            var count = 0;
            while (count < DuckDbDataChunk.Capacity && (isMore = await source.MoveNextAsync()))
            {
                vectors.Write(count++, source.Current);
            }

            chunk.Count = count;
            appender.Append(chunk);
        }

        appender.Close();
    }

    public static unsafe long Read(DuckDbConnection connection, string table)
    {
        using var statement = connection.Prepare($"select id, price, traded_at, symbol from {table}");
        using var stream = statement.Stream(CancellationToken.None);
        long sum = 0;
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                var ids = chunk.Vector(0);
                var prices = chunk.Vector(1);
                var times = chunk.Vector(2);
                var symbols = chunk.Vector(3);
                var count = chunk.Count;
                for (var i = 0; i < count; i++)
                {
                    var row = new Trade(
                        ids.Value<long>(i),
                        prices.Value<double>(i),
                        new DateTime((times.Value<long>(i) + UnixEpochMicroseconds) * TimeSpan.TicksPerMicrosecond),
                        Encoding.UTF8.GetString(StringValue.Bytes(ref symbols.Text(i))));
                    sum += row.Id + row.Symbol.Length;
                }
            }
        }

        return sum;
    }

    private static DuckDbDataChunk NewChunk() => DuckDbDataChunk.Create(
    [
        DuckDbType.Of(DuckDbTypeId.BigInt), DuckDbType.Of(DuckDbTypeId.Double), DuckDbType.Of(DuckDbTypeId.Timestamp), DuckDbType.Of(DuckDbTypeId.VarChar),
    ]);

    private static unsafe bool Fill(DuckDbDataChunk chunk, NativeArena arena, IEnumerator<Trade> source)
    {
        chunk.Reset();
        arena.Reset();
        var ids = (long*)chunk.Vector(0).Data;
        var prices = (double*)chunk.Vector(1).Data;
        var times = (long*)chunk.Vector(2).Data;
        var symbols = (StringValue*)chunk.Vector(3).Data;
        Span<byte> bytes = stackalloc byte[256];
        var count = 0;
        while (count < DuckDbDataChunk.Capacity && source.MoveNext())
        {
            var row = source.Current;
            ids[count] = row.Id;
            prices[count] = row.Price;
            times[count] = (row.TradedAt.Ticks / TimeSpan.TicksPerMicrosecond) - UnixEpochMicroseconds;
            var length = Encoding.UTF8.GetBytes(row.Symbol, bytes);
            if (length <= StringValue.InlineLength)
            {
                StringValue.SetInline(ref symbols[count], bytes[..length]);
            }
            else
            {
                var memory = arena.Take(length);
                bytes[..length].CopyTo(new Span<byte>(memory, length));
                StringValue.SetPointer(ref symbols[count], memory, length);
            }

            count++;
        }

        chunk.Count = count;
        return count > 0;
    }
}
