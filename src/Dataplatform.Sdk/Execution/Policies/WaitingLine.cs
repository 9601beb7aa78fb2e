namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>Those who wait for something that runs out: higher priorities first, then whoever came first. Its owner locks.</summary>
internal sealed class WaitingLine
{
    private readonly PriorityQueue<TaskCompletionSource, (long Priority, long Ticket)> _waiting = new();
    private long _tickets;

    /// <summary>Whether anybody may still be waiting.</summary>
    public bool IsEmpty
    {
        get
        {
            // Whoever gave up stays in the line until it is their turn.
            while (_waiting.TryPeek(out var first, out _) && first.Task.IsCompleted)
            {
                _waiting.Dequeue();
            }

            return _waiting.Count == 0;
        }
    }

    /// <summary>Joins the line.</summary>
    /// <returns>Done when it is one's turn. Nothing that is awaited runs where it is granted.</returns>
    public TaskCompletionSource Join(int priority)
    {
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(place, (-(long)priority, _tickets++));
        return place;
    }

    /// <summary>Lets the first one go who still waits; false if nobody does.</summary>
    public bool TryGrant()
    {
        while (_waiting.TryDequeue(out var first, out _))
        {
            if (first.TrySetResult())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Waits for one's turn.</summary>
    /// <param name="place">What <see cref="Join"/> returned.</param>
    /// <param name="cancellationToken">Leaves the line. Whoever has been granted their turn by then has it.</param>
    public static async ValueTask WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        await using var leaving = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task;
    }
}
