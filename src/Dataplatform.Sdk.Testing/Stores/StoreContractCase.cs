using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing;

/// <summary>One promise of the port <see cref="IAssetStore"/>, and how to find out whether a store keeps it.</summary>
public sealed record StoreContractCase
{
    private readonly Func<StoreUnderTest, Task> _work;

    internal StoreContractCase(string name, string description, StoreCapabilities needs, Func<StoreUnderTest, Task> work)
    {
        Name = name;
        Description = description;
        Needs = needs;
        _work = work;
    }

    /// <summary>The name, unique among all cases.</summary>
    public string Name { get; }

    /// <summary>The promise, in a sentence.</summary>
    public string Description { get; }

    /// <summary>What a store must be able to do for this promise to concern it.</summary>
    public StoreCapabilities Needs { get; }

    /// <summary>Tries the store.</summary>
    /// <param name="open">
    /// Opens the store. Each call makes another store on the same place, and the first finds the place empty; what is
    /// opened is disposed by the case. Stores without <see cref="StoreCapabilities.Durable"/> and
    /// <see cref="StoreCapabilities.Shared"/> are opened once.
    /// </param>
    /// <param name="cancellationToken">Ends the trial.</param>
    /// <exception cref="StoreContractException">The store breaks the promise.</exception>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a store throws where it should not breaks the promise.")]
    public async Task RunAsync(Func<CancellationToken, ValueTask<IAssetStore>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        try
        {
            await using var store = await StoreUnderTest.OpenAsync(open, cancellationToken);
            await _work(store);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreContractException e)
        {
            throw new StoreContractException($"The store breaks '{Name}': {Description} {e.Message}", e);
        }
        catch (Exception e)
        {
            throw new StoreContractException($"The store breaks '{Name}': {Description} It threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
