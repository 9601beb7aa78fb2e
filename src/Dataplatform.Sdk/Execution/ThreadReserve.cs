namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Room in the thread pool for steps that keep their thread: synchronous code does, and the pool by itself adds threads too
/// slowly for them to run at once. Runs at the same time add up, and the last to end puts back what was there.
/// </summary>
internal sealed class ThreadReserve : IDisposable
{
    // For what goes on beside the steps: observers, stores, and code that waits for tasks of its own.
    private const int Spare = 4;

    private static readonly Lock Changing = new();
    private static int _taken;
    private static int _workersBefore;

    private int _share;

    private ThreadReserve(int share) => _share = share;

    /// <summary>Makes the pool start so many threads more without delay, until disposed.</summary>
    public static ThreadReserve For(int steps)
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        var share = Math.Min(steps, most) + Spare;
        lock (Changing)
        {
            if (_taken == 0)
            {
                ThreadPool.GetMinThreads(out _workersBefore, out _);
            }

            Change(share);
        }

        return new ThreadReserve(share);
    }

    public void Dispose()
    {
        lock (Changing)
        {
            Change(-_share);
            _share = 0;
        }
    }

    // What the app itself has set may be more; it is never made less.
    private static void Change(int share)
    {
        if (share == 0)
        {
            return;
        }

        _taken += share;
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetMinThreads(out _, out var completions);
        ThreadPool.SetMinThreads(Math.Min(most, Math.Max(_workersBefore, _taken)), completions);
    }
}
