using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Hosting;

/// <summary>A store as the app declared it.</summary>
/// <param name="Name">The name that assets use; null for the default store.</param>
/// <param name="Create">Makes it; opens nothing.</param>
internal sealed record StoreRegistration(string? Name, Func<IServiceProvider, IAssetStore> Create);
