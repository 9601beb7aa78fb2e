using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk;

/// <summary>What packages extend to add themselves to an app: <c>builder.AddAssets()</c>, <c>builder.UseDuckDb(…)</c>.</summary>
public interface IDataplatformBuilder
{
    /// <summary>The app's services; a resource is any of them.</summary>
    IServiceCollection Services { get; }

    /// <summary>The app's configuration.</summary>
    IConfigurationManager Configuration { get; }

    /// <summary>Environment name and content root.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Adds the assets of an assembly; adding an assembly again does nothing.</summary>
    void AddCatalog(AssetCatalog catalog);

    /// <summary>Adds a store.</summary>
    /// <param name="name">The name that <see cref="StoreAttribute"/> uses; null for the default store.</param>
    /// <param name="create">Makes the store when it is first needed. It must not open anything yet.</param>
    void AddStore(string? name, Func<IServiceProvider, IAssetStore> create);
}
