using System.Text;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>The vectors of a chunk of trades, written by hand row by row.</summary>
internal sealed unsafe class TradeVectors(DuckDbDataChunk chunk, NativeArena arena)
{
    private const long UnixEpochMicroseconds = 62_135_596_800_000_000;

    private readonly byte[] _bytes = new byte[256];
    private long* _ids;
    private double* _prices;
    private long* _times;
    private StringValue* _symbols;

    public void Begin()
    {
        chunk.Reset();
        arena.Reset();
        _ids = (long*)chunk.Vector(0).Data;
        _prices = (double*)chunk.Vector(1).Data;
        _times = (long*)chunk.Vector(2).Data;
        _symbols = (StringValue*)chunk.Vector(3).Data;
    }

    public void Write(int row, Trade trade)
    {
        _ids[row] = trade.Id;
        _prices[row] = trade.Price;
        _times[row] = (trade.TradedAt.Ticks / TimeSpan.TicksPerMicrosecond) - UnixEpochMicroseconds;
        var length = Encoding.UTF8.GetBytes(trade.Symbol, _bytes);
        if (length <= StringValue.InlineLength)
        {
            StringValue.SetInline(ref _symbols[row], _bytes.AsSpan(0, length));
        }
        else
        {
            var memory = arena.Take(length);
            _bytes.AsSpan(0, length).CopyTo(new Span<byte>(memory, length));
            StringValue.SetPointer(ref _symbols[row], memory, length);
        }
    }
}
