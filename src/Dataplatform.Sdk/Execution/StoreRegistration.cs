using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>A store that an app has added.</summary>
/// <param name="Name">The name that <see cref="StoreAttribute"/> uses; null for the default store.</param>
/// <param name="Create">Makes the store when it is first needed.</param>
public sealed record StoreRegistration(string? Name, Func<IServiceProvider, IAssetStore> Create);
