using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>One store, made and opened at most once. A store that could not be opened is tried again at the next need.</summary>
internal sealed class StoreSlot(Func<IServiceProvider, IAssetStore> create) : IAsyncDisposable
{
    private readonly Lock _making = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IAssetStore? _store;
    private volatile bool _isOpen;

    public IAssetStore Get(IServiceProvider services)
    {
        lock (_making)
        {
            return _store ??= create(services);
        }
    }

    public ValueTask<IAssetStore> OpenAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        _isOpen ? ValueTask.FromResult(_store!) : OpenOnceAsync(services, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _opening.Dispose();
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    private async ValueTask<IAssetStore> OpenOnceAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            var store = Get(services);
            if (!_isOpen)
            {
                await store.OpenAsync(cancellationToken);
                _isOpen = true;
            }

            return store;
        }
        finally
        {
            _opening.Release();
        }
    }
}
