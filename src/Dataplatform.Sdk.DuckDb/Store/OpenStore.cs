using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.DuckDb.Streams;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A database that is open and laid out.</summary>
internal sealed class OpenStore : IDisposable
{
    // Stages of other owners are of processes that are dead: the file has one process at a time.
    public static readonly Guid Owner = Guid.NewGuid();

    private readonly DuckDbDatabase _database;

    private OpenStore(DuckDbDatabase database, Guid id, DuckDbOptions options, TimeProvider clock)
    {
        _database = database;
        Pins = VersionPins.Of(id);
        Fences = new FenceCounter(id);
        Options = options;
        Clock = clock;
    }

    public VersionPins Pins { get; }

    /// <summary>Gives every session its place among all sessions.</summary>
    public FenceCounter Fences { get; }

    /// <summary>The domains whose schemas are known to exist.</summary>
    public ConcurrentDictionary<string, bool> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>What is known of the tables of partitioned assets, by relation.</summary>
    public ConcurrentDictionary<string, KnownTable> Tables { get; } = new(StringComparer.Ordinal);

    public DuckDbOptions Options { get; }

    public TimeProvider Clock { get; }

    public static async Task<OpenStore> OpenAsync(string? path, DuckDbOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path, Settings = options.ToSettings() });
        try
        {
            using var connection = database.Connect();

            // Otherwise the same query gives other days on another machine.
            connection.Execute("set global TimeZone = 'UTC'");
            var id = await Transaction.RetryAsync(() => StoreLayout.Ensure(connection), cancellationToken);
            var store = new OpenStore(database, id, options, clock);
            await new VersionSweeper(store, connection).DropLeftoversAsync(Owner, cancellationToken);
            return store;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public DuckDbConnection Connect() => _database.Connect();

    /// <summary>The C# streams that queries of a connection may read.</summary>
    public StreamSet StreamsOf(DuckDbConnection connection) => StreamSet.Of(_database, connection);

    /// <summary>Forgets the table of a partitioned asset, which is dropped.</summary>
    public void Forget(string relation)
    {
        lock (Pins.Gate)
        {
            Pins.Forget(relation);
            Tables.TryRemove(relation, out _);
        }
    }

    /// <summary>Notes a version that is not published yet, in the transaction that makes it.</summary>
    public static void AddVersion(DuckDbConnection connection, StageRow stage, StepScope scope, long? rows) => connection.Execute(
        $"insert into {StoreLayout.Schema}.versions values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid, null, $11, $12, $13, null, null, null)",
        stage.Version, stage.Key.Path, stage.Fence, stage.Kind, stage.Relation, rows, scope.RunId.Value, scope.Step, scope.Attempt, Owner, stage.Base, stage.Write, stage.DataVersion);

    public void Dispose() => _database.Dispose();
}
