using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>The stores of an app by name. Each is made and opened once, when it is first needed, and closed with the registry.</summary>
public sealed class StoreRegistry : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly Dictionary<string, StoreSlot> _slots = new(StringComparer.Ordinal);

    /// <summary>Makes the registry.</summary>
    /// <param name="services">Handed to the registrations.</param>
    /// <param name="registrations">The stores; the last one of a name counts.</param>
    public StoreRegistry(IServiceProvider services, IEnumerable<StoreRegistration> registrations)
    {
        _services = services;
        foreach (var registration in registrations)
        {
            _slots[registration.Name ?? string.Empty] = new StoreSlot(registration.Create);
        }
    }

    /// <summary>The names of the registered stores in ordinal order; the default store has none and is not among them.</summary>
    public IReadOnlyList<string> Names => [.. _slots.Keys.Where(name => name.Length > 0).Order(StringComparer.Ordinal)];

    /// <summary>Whether there is a default store.</summary>
    public bool HasDefault => _slots.ContainsKey(string.Empty);

    /// <summary>The store that keeps an asset; it is not opened by asking.</summary>
    /// <exception cref="DataplatformException">No store of that name is registered.</exception>
    public IAssetStore For(AssetDefinition asset) => For(asset.Store);

    /// <summary>The store of a name; it is not opened by asking.</summary>
    /// <param name="name">The name; null for the default store.</param>
    /// <exception cref="DataplatformException">No store of that name is registered.</exception>
    public IAssetStore For(string? name) => Slot(name).Get(_services);

    /// <summary>The store of a name, open.</summary>
    /// <param name="name">The name; null for the default store.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <exception cref="DataplatformException">No store of that name is registered, or it cannot be opened.</exception>
    public ValueTask<IAssetStore> OpenAsync(string? name, CancellationToken cancellationToken) =>
        Slot(name).OpenAsync(_services, cancellationToken);

    /// <summary>Closes the stores that were made.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots.Values)
        {
            await slot.DisposeAsync();
        }
    }

    internal bool Has(string? name) => _slots.ContainsKey(name ?? string.Empty);

    internal string Missing(string? name)
    {
        var registered = _slots.Count == 0
            ? "No store is registered."
            : $"Registered: {string.Join(", ", (HasDefault ? ["the default store"] : Array.Empty<string>()).Concat(Names.Select(known => $"'{known}'")))}.";
        return name is null
            ? $"There is no default store. {registered} Add one: builder.UseDuckDb(\"warehouse.duckdb\");"
            : $"There is no store named '{name}'.{NearestName.Suggestion(name, Names)} {registered} Add it: builder.AddStore(\"{name}\", …); or builder.UseDuckDb(…) under that name.";
    }

    private StoreSlot Slot(string? name) =>
        _slots.TryGetValue(name ?? string.Empty, out var slot) ? slot : throw new DataplatformException(Missing(name));
}
