using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing;

/// <summary>The log that a case tries, and the events it tries it with.</summary>
internal sealed class LogUnderTest(Func<IEventLog> create, CancellationToken cancellationToken) : IAsyncDisposable
{
    public static readonly AssetKey Orders = new("sales/orders");
    public static readonly AssetKey Customers = new("sales/customers");
    public static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IEventLog> _open = [];
    private int _runs;

    public CancellationToken Cancellation => cancellationToken;

    /// <summary>Opens one more log on the same place.</summary>
    public async ValueTask<IEventLog> OpenAsync()
    {
        var log = create();
        _open.Add(log);
        await log.OpenAsync(cancellationToken);
        return log;
    }

    public static IRunLeases LeasesOf(IEventLog log) => log as IRunLeases ?? throw new StoreContractException($"{log.GetType().Name} keeps no leases: it must implement {nameof(IRunLeases)}.");

    /// <summary>An id that sorts after those made before.</summary>
    public RunId NewRun() => new($"{++_runs:x8}{0:x24}");

    public static RunEvent.RunStarted Started(RunId run, params AssetKey[] keys) =>
        new(run, Noon, keys) { Launch = new RunLaunch("app", "*") { CatalogHash = "hash", Tags = new Dictionary<string, string> { ["team"] = "sales" } } };

    public static RunEvent.AssetMaterialized Materialized(RunId run, AssetKey key, string version, int minute = 1) =>
        new(run, Noon.AddMinutes(minute), key, version, 3, 24, TimeSpan.FromMilliseconds(12.5), new Dictionary<string, MetadataValue> { ["share"] = 0.5 })
        {
            CodeVersion = "c1",
            DataVersion = "d1",
            Inputs = [new InputVersion(Customers, "v0", null)],
        };

    public static RunEvent.RunCompleted Completed(RunId run, RunStatus status = RunStatus.Succeeded, int minute = 2) =>
        new(run, Noon.AddMinutes(minute), status, TimeSpan.FromMinutes(minute), []);

    public async Task<IReadOnlyList<LoggedEvent>> EventsAsync(IEventLog log, RunId? run = null)
    {
        var events = new List<LoggedEvent>();
        await foreach (var logged in log.ReadAsync(run, cancellationToken))
        {
            events.Add(logged);
        }

        return events;
    }

    /// <summary>Everything that was concluded from the log, in the form in which it is stored.</summary>
    public async Task<IReadOnlyList<string>> ConclusionsAsync(IEventLog log) =>
    [
        .. (await log.RunsAsync(int.MaxValue, cancellationToken)).Select(run => $"{run.Id} {Convert.ToHexString(EventWire.Write(run))}"),
        .. (await log.AssetsAsync(cancellationToken)).Select(asset => Convert.ToHexString(EventWire.Write(asset))),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _open)
        {
            await log.DisposeAsync();
        }
    }
}
