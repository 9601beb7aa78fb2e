using Dataplatform.Sdk.DuckDb;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk;

/// <summary>Adds DuckDB to an app.</summary>
public static class DuckDbBuilderExtensions
{
    /// <summary>Keeps assets in a DuckDB file.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="path">The file; a relative path is below the content root. It is created when it is missing.</param>
    /// <param name="options">How DuckDB works; null for the defaults.</param>
    /// <param name="store">The name that <see cref="StoreAttribute"/> uses; null for the default store.</param>
    /// <returns>The builder.</returns>
    /// <example><code>builder.UseDuckDb("warehouse.duckdb");</code></example>
    public static IDataplatformBuilder UseDuckDb(this IDataplatformBuilder builder, string path, DuckDbOptions? options = null, string? store = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path, builder.Environment.ContentRootPath);
        builder.AddStore(store, services => new DuckDbAssetStore(full, options, services.GetService<TimeProvider>()));
        return builder;
    }

    /// <summary>Keeps assets in memory, for as long as the app runs.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="options">How DuckDB works; null for the defaults.</param>
    /// <param name="store">The name that <see cref="StoreAttribute"/> uses; null for the default store.</param>
    /// <returns>The builder.</returns>
    public static IDataplatformBuilder UseDuckDbInMemory(this IDataplatformBuilder builder, DuckDbOptions? options = null, string? store = null)
    {
        builder.AddStore(store, services => DuckDbAssetStore.InMemory(options, services.GetService<TimeProvider>()));
        return builder;
    }
}
