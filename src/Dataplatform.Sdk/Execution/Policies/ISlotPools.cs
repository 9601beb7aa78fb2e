namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>Gives out the slots of pools. Pools of one process are in memory; those that processes share would be leases.</summary>
internal interface ISlotPools
{
    /// <summary>Takes a slot, and waits for one if there is none: higher priorities first, then whoever came first.</summary>
    /// <param name="request">Which slot, and for whom.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The slot; disposing it gives it back.</returns>
    ValueTask<IDisposable> TakeAsync(SlotRequest request, CancellationToken cancellationToken);
}
