using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Takes rows from a stream, a batch at a time; rows that are there already are taken without an await.</summary>
/// <param name="source">The stream; the caller disposes it.</param>
/// <param name="progress">Is told how many rows there are when the next one must be waited for; null if nobody listens.</param>
internal sealed class RowBuffer<T>(IAsyncEnumerator<T> source, IProgress<StageProgress>? progress = null)
{
    private readonly T[] _rows = new T[RowCodec.BatchSize];
    private int _count;
    private long _before;
    private bool _ended;

    /// <summary>The rows that were taken last.</summary>
    public ReadOnlySpan<T> Rows => _rows.AsSpan(0, _count);

    /// <summary>All rows that were taken so far.</summary>
    public long Taken => _before + _count;

    /// <summary>Takes the next batch: as many rows as fit, or what is left.</summary>
    /// <returns>Whether there are any.</returns>
    public async ValueTask<bool> FillAsync()
    {
        _before += _count;
        _count = 0;
        while (!_ended && !TakeReady(out var pending))
        {
            progress?.Report(new StageProgress(Taken));
            if (await pending)
            {
                _rows[_count++] = source.Current;
            }
            else
            {
                _ended = true;
            }
        }

        return _count > 0;
    }

    // False if the next row must be awaited. A method without awaits, so that its state is in registers.
    private bool TakeReady(out ValueTask<bool> pending)
    {
        // A span, because storing into an array of references checks each one's type.
        var rows = _rows.AsSpan();
        var count = _count;
        pending = default;
        while (count < rows.Length)
        {
            var next = source.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
            {
                _count = count;
                pending = next;
                return false;
            }

            if (!next.Result)
            {
                _ended = true;
                break;
            }

            rows[count++] = source.Current;
        }

        _count = count;
        return true;
    }
}
