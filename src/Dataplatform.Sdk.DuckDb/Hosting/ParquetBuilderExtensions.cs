using Dataplatform.Sdk.DuckDb;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk;

/// <summary>Adds folders of Parquet files to an app.</summary>
public static class ParquetBuilderExtensions
{
    /// <summary>Keeps assets as Parquet files in a folder, which several processes may use at once.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="path">The folder; a relative path is below the content root. It is created when it is missing.</param>
    /// <param name="options">How the store works; null for the defaults.</param>
    /// <param name="store">The name that <see cref="StoreAttribute"/> uses; null for the default store.</param>
    /// <returns>The builder.</returns>
    /// <example><code>builder.UseParquet("lake/", store: "lake");</code></example>
    public static IDataplatformBuilder UseParquet(this IDataplatformBuilder builder, string path, ParquetStoreOptions? options = null, string? store = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path, builder.Environment.ContentRootPath);
        builder.AddStore(store, services => new ParquetAssetStore(full, options, services.GetService<TimeProvider>()));
        return builder;
    }
}
