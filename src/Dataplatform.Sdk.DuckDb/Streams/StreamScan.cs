using System.Runtime.ExceptionServices;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>One reading of a C# stream by a query. A task takes the rows, at most two batches ahead of DuckDB.</summary>
internal abstract class StreamScan(StreamSet set, IReadOnlyList<int> columns) : IDisposable
{
    /// <summary>Batches that are filled or wait to be taken.</summary>
    protected const int Ahead = 2;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(Ahead);
    private readonly Lock _gate = new();
    private readonly Queue<(DuckDbDataChunk Chunk, int Count)> _full = new();
    private TaskCompletionSource? _waiting;
    private ExceptionDispatchInfo? _failure;
    private Task? _stopping;
    private Task? _producer;
    private bool _complete;

    /// <summary>The columns that the query needs, by their ordinals; a negative one is none.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>Whether DuckDB has given the scan back.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The next batch; null at the end. Waits for it on DuckDB's thread, which has nothing else to do.</summary>
    public (DuckDbDataChunk Chunk, int Count)? Next()
    {
        lock (_gate)
        {
            _stop.Token.ThrowIfCancellationRequested();

            // Not before DuckDB asks for rows, so that what is never read never begins.
            _producer ??= Task.Run(ProduceAsync);
        }

        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                _stop.Token.ThrowIfCancellationRequested();
                if (_full.TryPeek(out var batch))
                {
                    return batch;
                }

                if (_complete)
                {
                    _failure?.Throw();
                    return null;
                }

                // Its continuations are this thread's waking only, for which no other thread is needed.
                arrival = (_waiting ??= new TaskCompletionSource()).Task;
            }

            arrival.Wait();
        }
    }

    /// <summary>Gives the batch of <see cref="Next"/> back to be filled again.</summary>
    public void Taken()
    {
        lock (_gate)
        {
            _full.Dequeue();
        }

        _free.Release();
    }

    /// <summary>Keeps what went wrong for the query, and gives the text for DuckDB.</summary>
    public string Fail(Exception failure)
    {
        if (failure is OperationCanceledException && _stop.IsCancellationRequested)
        {
            return "Interrupted!";
        }

        set.Failed(failure);
        return failure.Message;
    }

    /// <summary>Ends the stream: its token is cancelled, and whoever waits for its rows is woken.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            // On another thread, since what listens to the token is not ours.
            _stopping ??= _stop.CancelAsync();
        }

        Wake(complete: false);
    }

    /// <summary>DuckDB will not ask again.</summary>
    public void End()
    {
        Stop();
        IsEnded = true;
    }

    /// <summary>Waits until the stream is disposed.</summary>
    public void WaitForStream()
    {
        // It never fails: what the stream threw is kept for the query.
        _producer?.Wait();
        _stopping?.Wait();
    }

    /// <summary>Frees the batches, which DuckDB does not read any more.</summary>
    public void Dispose()
    {
        WaitForStream();
        FreeBatches();
        _stop.Dispose();
        _free.Dispose();
    }

    /// <summary>Reads the stream and hands over its batches.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    protected abstract void FreeBatches();

    /// <summary>Waits until a batch may be filled.</summary>
    protected Task RoomAsync() => _free.WaitAsync(_stop.Token);

    protected void HandOver(DuckDbDataChunk chunk, int count)
    {
        lock (_gate)
        {
            _full.Enqueue((chunk, count));
        }

        Wake(complete: false);
    }

    private async Task ProduceAsync()
    {
        try
        {
            await ReadAsync(_stop.Token);
        }
#pragma warning disable CA1031 // The query throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        Wake(complete: true);
    }

    private void Wake(bool complete)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _complete |= complete;
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.SetResult();
    }
}
