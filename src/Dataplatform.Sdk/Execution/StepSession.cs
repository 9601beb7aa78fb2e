using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>A step's work in one store, with what it has staged there.</summary>
internal sealed class StepSession(string? name, IAssetStore store, IStoreSession session)
{
    private HashSet<string>? _streamed;

    public string? Name => name;

    public IAssetStore Store => store;

    public IStoreSession Session => session;

    public List<StagedAsset> Staged { get; } = [];

    /// <summary>The engine's way to write queries.</summary>
    /// <exception cref="DataplatformException">The store runs no SQL.</exception>
    public SqlDialect DialectFor(AssetKey key) => store.Dialect ?? throw new DataplatformException(
        $"'{key}' is a query, but its store ({store.Description}) cannot run SQL. Keep it in another store with [Store], or compute it in C#.");

    /// <summary>Remembers that rows of an input of another store were made visible here; false if they already were.</summary>
    public bool AddStreamed(string name) => (_streamed ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);
}
