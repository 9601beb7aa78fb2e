using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Testing;

/// <summary>
/// A test of assets: computes them with given upstreams and fake resources, in memory. No files, no server; usable from
/// any test framework, and from tests that run in parallel.
/// </summary>
/// <example>
/// <code>
/// var run = await AssetTest.For(SalesCatalog.CustomerOrders)
///     .With(SalesCatalog.RawOrders, [new Order(1, 7, new(2024, 1, 1), 9.50m, null)])
///     .MaterializeAsync();
/// run.ShouldHaveRows(SalesCatalog.CustomerOrders, [new CustomerOrders(7, 1, 9.50m)]);
/// </code>
/// </example>
public sealed class AssetTest
{
    private readonly List<AssetKey> _computed;
    private readonly Dictionary<AssetKey, GivenAsset> _given = [];
    private readonly Dictionary<AssetKey, GivenAsset> _previous = [];
    private readonly Dictionary<string, string?> _configuration = [];
    private readonly List<Action<IServiceCollection>> _services = [];
    private readonly HashSet<Type> _configs = [];
    private bool _withPolicies;
    private bool _withUpstreams;
    private bool _withChecks;
    private TimeProvider _clock = TimeProvider.System;

    private AssetTest(IEnumerable<AssetKey> keys) => _computed = [.. keys];

    /// <summary>Begins a test that computes these assets and no others; everything that they read is given.</summary>
    /// <param name="keys">The assets, by the typed keys of their catalogs.</param>
    /// <exception cref="AssetTestException">There is no key.</exception>
    public static AssetTest For(params IEnumerable<AssetKey> keys)
    {
        var test = new AssetTest(keys);
        return test._computed.Count > 0 ? test : throw new AssetTestException("A test is for at least one asset: AssetTest.For(SalesCatalog.CustomerOrders).");
    }

    /// <summary>Computes these assets as well, instead of having them given.</summary>
    /// <example><code>AssetTest.For(MartCatalog.Customers).Computing(MartCatalog.Orders)</code></example>
    public AssetTest Computing(params IEnumerable<AssetKey> keys)
    {
        _computed.AddRange(keys);
        return this;
    }

    /// <summary>Computes everything upstream as well, as far as the given assets: they cut the graph.</summary>
    /// <example><code>AssetTest.For(MartCatalog.Customers).ComputingUpstreams().With(StagingCatalog.StgOrders, [])</code></example>
    public AssetTest ComputingUpstreams()
    {
        _withUpstreams = true;
        return this;
    }

    /// <summary>Gives the rows of an asset that is read.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="rows">Its rows; <c>[]</c> for none.</param>
    /// <example><code>.With(SalesCatalog.Customers, [new Customer(7, "Ada")])</code></example>
    public AssetTest With<T>(TableKey<T> key, IEnumerable<T> rows) => Give(_given, new GivenAsset.Rows<T>(key, [.. rows]));

    /// <summary>Gives the value of an asset that is read.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="value">Its value.</param>
    /// <example><code>.With(SalesCatalog.Model, new Model(0.5))</code></example>
    public AssetTest With<T>(ArtifactKey<T> key, T value) => Give(_given, new GivenAsset.Value<T>(key, value));

    /// <summary>Gives the version that an asset finds of itself (<see cref="SelfAttribute"/>); without it there is none yet.</summary>
    /// <example><code>.WithPrevious(SalesCatalog.History, [new Change(1)])</code></example>
    public AssetTest WithPrevious<T>(TableKey<T> key, IEnumerable<T> rows) => Give(_previous, new GivenAsset.Rows<T>(key, [.. rows]));

    /// <summary>Gives the value that an asset finds of itself (<see cref="SelfAttribute"/>); without it there is none yet.</summary>
    /// <example><code>.WithPrevious(SalesCatalog.Model, new Model(0.5))</code></example>
    public AssetTest WithPrevious<T>(ArtifactKey<T> key, T value) => Give(_previous, new GivenAsset.Value<T>(key, value));

    /// <summary>Registers a resource, usually a fake one.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="key">Its service key; null for an ordinary service.</param>
    /// <example><code>.WithResource&lt;IShopApi&gt;(new FakeShop())</code></example>
    public AssetTest WithResource<T>(T resource, object? key = null)
        where T : class => WithServices(services => _ = key is null ? services.AddSingleton(resource) : services.AddKeyedSingleton(key, resource));

    /// <summary>Registers services, as an app's builder does.</summary>
    /// <example><code>.WithServices(services => services.AddScoped&lt;IShopApi, FakeShop&gt;())</code></example>
    public AssetTest WithServices(Action<IServiceCollection> configure)
    {
        _services.Add(configure);
        return this;
    }

    /// <summary>Gives run configuration, a record with <see cref="ConfigAttribute"/>, to assets and to services.</summary>
    /// <param name="config">The configuration.</param>
    /// <exception cref="AssetTestException">It is no configuration, or given twice.</exception>
    /// <example><code>.WithConfig(new ShopConfig(BatchSize: 2))</code></example>
    public AssetTest WithConfig(object config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var type = config.GetType();
        if (!type.IsDefined(typeof(ConfigAttribute), inherit: false))
        {
            throw new AssetTestException($"'{type.Name}' is no configuration: put [Config] on it, or give it with .WithResource(…).");
        }

        return _configs.Add(type)
            ? WithServices(services => services.AddSingleton(type, config))
            : throw new AssetTestException($"'{type.Name}' is given twice. Leave one of them out.");
    }

    /// <summary>Sets a value of the configuration, which is otherwise empty.</summary>
    /// <example><code>.WithConfiguration("Shop:Currency", "EUR")</code></example>
    public AssetTest WithConfiguration(string key, string? value)
    {
        _configuration[key] = value;
        return this;
    }

    /// <summary>
    /// Runs the assets as an app does: retries, timeouts, pools, rate limits and hooks count. Without this call a test makes one
    /// attempt and waits for nothing.
    /// </summary>
    /// <example><code>AssetTest.For(SalesCatalog.RawOrders).WithPolicies().WithResource&lt;IShopApi&gt;(new ShopThatIsBusyOnce())</code></example>
    public AssetTest WithPolicies()
    {
        _withPolicies = true;
        return this;
    }

    /// <summary>
    /// Checks what is computed, as an app does: a blocking check that fails makes its asset fail. What the checks read has to be given as
    /// well. Without this call nothing is checked.
    /// </summary>
    /// <example><code>AssetTest.For(SalesCatalog.Orders).WithChecks().With(SalesCatalog.RawOrders, [new Order(1, -5)])</code></example>
    public AssetTest WithChecks()
    {
        _withChecks = true;
        return this;
    }

    /// <summary>Sets the run's clock.</summary>
    /// <param name="clock">The clock. Default without this call: the system's.</param>
    /// <example><code>.WithClock(new FakeTimeProvider(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)))</code></example>
    public AssetTest WithClock(TimeProvider clock)
    {
        _clock = clock;
        return this;
    }

    /// <summary>Computes the assets in memory.</summary>
    /// <param name="throwOnFailure">Whether a failed asset is an exception. If not, <see cref="AssetTestRun.Failure"/> tells.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What was computed; there is nothing to dispose of.</returns>
    /// <exception cref="AssetTestException">Something that the test needs is not given, or an asset failed.</exception>
    public async Task<AssetTestRun> MaterializeAsync(bool throwOnFailure = true, CancellationToken cancellationToken = default)
    {
        var catalogs = LoadedCatalogs.Find();
        var slice = new TestSlice(catalogs, _computed, _withUpstreams, _withChecks, _given) { HasPolicies = _withPolicies };
        if (_previous.Keys.FirstOrDefault(key => !slice.Computed.Any(asset => asset.Definition.Key == key)) is { Path.Length: > 0 } stray)
        {
            throw new AssetTestException($"'{stray}' has a previous version, but the test does not compute it. Add it: AssetTest.For(…), or give it with .With(…).");
        }

        try
        {
            await using var host = new TestHost(slice, _configuration, _services, _clock);
            if (_previous.Count > 0)
            {
                await host.RunAsync(TestSlice.GraphOf(catalogs, _previous.Values), new RecordedRun(), cancellationToken);
            }

            var record = new RecordedRun();
            var completed = await host.RunAsync(slice.Graph(), record, cancellationToken);
            var run = new AssetTestRun(record, await host.ReadAsync(slice, completed, cancellationToken));
            return !throwOnFailure || run.Succeeded ? run : throw run.Failed();
        }
        catch (DataplatformException e)
        {
            throw new AssetTestException(e.Message, e);
        }
    }

    private AssetTest Give(Dictionary<AssetKey, GivenAsset> given, GivenAsset asset) => given.TryAdd(asset.Key, asset)
        ? this
        : throw new AssetTestException($"'{asset.Key}' is given twice. Leave one of them out.");
}
