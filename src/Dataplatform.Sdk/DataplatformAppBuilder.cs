using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Hosting;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Dataplatform.Sdk;

/// <summary>
/// Collects what an app is made of: assets, stores, jobs and services. It is a .NET host builder, so that configuration,
/// environments, user secrets, logging and everything that extends <see cref="IHostApplicationBuilder"/> work as usual.
/// </summary>
public sealed class DataplatformAppBuilder : IDataplatformBuilder, IHostApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly string[] _args;
    private readonly List<AssetCatalog> _catalogs = [];
    private readonly List<JobDefinition> _jobs = [];
    private readonly List<StoreRegistration> _stores = [];
    private readonly AppEnvironment _environment;
    private bool _isBuilt;

    internal DataplatformAppBuilder(string[] args)
    {
        _args = args;

        // The arguments are verbs and options of the command line and no configuration: "--limit 5" is not a setting.
        _environment = AppEnvironment.Of(
            args,
            System.Environment.GetEnvironmentVariable(AppEnvironment.Variable),
            System.Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is { Length: > 0 } root ? Path.GetFullPath(root) : Directory.GetCurrentDirectory());
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = _environment.Name });

        // Standard output belongs to the answer, and the run view is calm: logs go to standard error, from warnings up.
        // It is the minimum for what no rule of the user's configuration decides, so any such rule wins.
        _host.Logging.SetMinimumLevel(LogLevel.Warning);
        _host.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        _host.Services.AddSingleton<IHostLifetime, RunLifetime>();
        _host.Services.AddSingleton(TimeProvider.System);
        _host.Services.AddSingleton(services => new StoreRegistry(services, _stores));
        _host.Services.AddSingleton<ISlotPools, SlotPools>();
        _host.Services.AddSingleton(services => new RateWindows(services.GetRequiredService<TimeProvider>()));
        _host.Services.AddSingleton(services => RunSettings.Read(services.GetRequiredService<IConfiguration>(), _host.Environment));
        _host.Services.AddSingleton(services => RunConfigs.Of(_catalogs.SelectMany(catalog => catalog.Configs), services.GetRequiredService<IConfiguration>()));
        _host.Services.AddSingleton(services => new SqliteEventLog(services.GetRequiredService<RunSettings>().LogFile));
        _host.Services.AddSingleton<IEventLog>(services => services.GetRequiredService<SqliteEventLog>());
        _host.Services.AddSingleton<IRunLeases>(services => services.GetRequiredService<SqliteEventLog>());
    }

    /// <inheritdoc cref="IDataplatformBuilder.Services"/>
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc cref="IDataplatformBuilder.Configuration"/>
    public IConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc cref="IDataplatformBuilder.Environment"/>
    public IHostEnvironment Environment => _host.Environment;

    /// <summary>How assets are run whose methods and classes do not say.</summary>
    public AssetDefaults Defaults { get; } = new();

    /// <summary>The catalogs that were added, in that order.</summary>
    public IReadOnlyList<AssetCatalog> Catalogs => _catalogs;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _host.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _host.Metrics;

    /// <inheritdoc/>
    IDictionary<object, object> IHostApplicationBuilder.Properties => ((IHostApplicationBuilder)_host).Properties;

    /// <inheritdoc/>
    void IHostApplicationBuilder.ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure) => _host.ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public void AddCatalog(AssetCatalog catalog)
    {
        if (_catalogs.All(known => known.Assembly != catalog.Assembly))
        {
            _catalogs.Add(catalog);
            foreach (var config in catalog.Configs)
            {
                _host.Services.TryAdd(ServiceDescriptor.Singleton(config, services => services.GetRequiredService<RunConfigs>().Get(config)));
            }
        }
    }

    /// <inheritdoc/>
    public void AddStore(string? name, Func<IServiceProvider, IAssetStore> create) => _stores.Add(new StoreRegistration(name, create));

    /// <summary>Adds a job: a selection with a name, for <c>--job</c>.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="selection">The selection in its syntax: <c>group:marts+</c>. It is checked when the app runs.</param>
    /// <exception cref="ArgumentException">There is already a job of that name.</exception>
    public DataplatformAppBuilder AddJob(string name, string selection) => AddJob(name, () => AssetSelection.Parse(selection));

    /// <summary>Adds a job: a selection with a name, for <c>--job</c>.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="selection">The assets, by typed keys: <c>AssetSelection.Keys(SalesCatalog.CustomerOrders).Upstream()</c>.</param>
    /// <exception cref="ArgumentException">There is already a job of that name.</exception>
    public DataplatformAppBuilder AddJob(string name, AssetSelection selection) => AddJob(name, () => selection);

    /// <summary>Makes the app. Nothing is opened or started yet.</summary>
    /// <exception cref="InvalidOperationException">The builder has made its app already.</exception>
    public DataplatformApp Build()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("A builder makes one app.");
        }

        _isBuilt = true;

        // Last, so that it wins over whatever the app has added.
        foreach (var layer in ConfigArguments.Parse(ConfigArguments.In(_args)).Layers)
        {
            _host.Configuration.Sources.Add(layer);
        }

        var declaration = new AppDeclaration(
            _host.Environment.ApplicationName,
            _host.Environment.EnvironmentName,
            _host.Environment.ContentRootPath,
            Defaults.ApplyTo([.. _catalogs]),
            [.. _jobs],
            [.. _stores])
        {
            Mistake = _environment.Mistake,
        };
        return new DataplatformApp(new AppHost(declaration, _host.Build), _args);
    }

    private DataplatformAppBuilder AddJob(string name, Func<AssetSelection> selection)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_jobs.Any(job => job.Name == name))
        {
            throw new ArgumentException($"There are two jobs named '{name}'.", nameof(name));
        }

        _jobs.Add(new JobDefinition(name, selection));
        return this;
    }
}
