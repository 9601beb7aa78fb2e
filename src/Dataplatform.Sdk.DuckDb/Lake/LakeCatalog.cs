using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>
/// What one session or question sees of the store: each asset in one version, from the first look to the end. Public names are
/// views in a catalog of its own, made when a query mentions them; making all of them would open every file of the store.
/// </summary>
internal sealed class LakeCatalog : IDisposable
{
    private readonly OpenLake _lake;
    private readonly string _name;

    // Works even when the store is disposed already.
    private readonly DuckDbConnection _home;
    private readonly Dictionary<string, PinnedVersion> _pinned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LakeHead?> _previous = new(StringComparer.Ordinal);
    private readonly List<PinnedVersion> _pinnedBesides = [];
    private readonly Dictionary<string, SortedDictionary<PartitionKey, PublishedPartition>> _partitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DuckDbException> _failures = new(StringComparer.Ordinal);

    public LakeCatalog(OpenLake lake)
    {
        _lake = lake;
        _name = StoreLayout.Quote(lake.NextCatalog());
        _home = lake.Connect();
        _home.Execute($"attach ':memory:' as {_name}");
    }

    /// <summary>A connection for which public names are those of this catalog.</summary>
    public DuckDbConnection Connect()
    {
        var connection = _lake.Connect();
        try
        {
            connection.Execute($"use {_name}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The version of an asset that is seen here; null if it was never published.</summary>
    public async Task<LakeHead?> PinAsync(string key, CancellationToken cancellationToken)
    {
        if (!_pinned.TryGetValue(key, out var pinned))
        {
            pinned = await _lake.PinAsync(key, cancellationToken);
            if (pinned is null)
            {
                return null;
            }

            _pinned.Add(key, pinned);
        }

        return pinned.Head;
    }

    /// <summary>What was published before a run: one version throughout the session, pinned. Null if it was nothing.</summary>
    public async Task<LakeHead?> PreviousAsync(AssetKey key, RunId run, CancellationToken cancellationToken)
    {
        if (!_previous.TryGetValue(key.Path, out var previous))
        {
            previous = await PinAsync(key.Path, cancellationToken);
            if (previous?.Run == run.Value)
            {
                previous = previous.Base;
                if (previous?.Files.Count > 0)
                {
                    _pinnedBesides.Add(_lake.TryPin(key.Path, previous) ?? throw StoreErrors.BaseIsGone(key, run));
                }
            }

            _previous.Add(key.Path, previous);
        }

        return previous;
    }

    /// <summary>Whether the session goes on from the last version of an asset, or has found that there is none.</summary>
    public bool HasPrevious(AssetKey key) => _previous.ContainsKey(key.Path);

    /// <summary>What stands behind <c>from</c> for a version that <see cref="PreviousAsync"/> has found.</summary>
    public string PreviousRelation(LakeHead previous) => TableOf(previous, partitions: null);

    /// <summary>The version of an asset that is pinned; null if none is.</summary>
    public string? PinnedVersion(string key) => _pinned.TryGetValue(key, out var pinned) ? pinned.Head.Version : null;

    /// <summary>The partitions of an asset that were pinned by name.</summary>
    public IReadOnlyList<PublishedPartition> PinnedPartitions(string key) => _partitions.TryGetValue(key, out var partitions) ? [.. partitions.Values] : [];

    /// <summary>What stands behind <c>from</c> for an asset that is pinned.</summary>
    /// <exception cref="DataplatformException">It is a value, or a view that cannot be read any more.</exception>
    public async Task<string> RelationAsync(string key, CancellationToken cancellationToken)
    {
        var head = RowsOf(key).Head;
        if (head.Kind != VersionKind.View)
        {
            return TableOf(head, _pinned[key].Partitions?.All);
        }

        await ShowAsync([key], cancellationToken);
        return _failures.TryGetValue(key, out var error)
            ? throw new DataplatformException($"The asset '{key}' cannot be read; materialize it again. {error.Message}", error)
            : PublicName(key);
    }

    /// <summary>What stands behind <c>from</c> for some partitions of an asset that is pinned: those that are published now.</summary>
    /// <exception cref="DataplatformException">It is a value, or has no partitions.</exception>
    public async Task<string> RelationAsync(string key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        if (RowsOf(key) is not { Partitions: { } all } pinned)
        {
            throw SliceErrors.NotPartitioned(new(key));
        }

        // What the first pin keeps is all that was published since, too, unless the asset was begun anew.
        var head = pinned.Head;
        if (_lake.ReadPartitions(key) is var (now, published) && now.Id == head.Id)
        {
            (head, all) = (now, published);
        }
        else if (await _lake.PinAsync(key, cancellationToken) is { } anew)
        {
            _pinnedBesides.Add(anew);
            (head, all) = (anew.Head, anew.Partitions ?? throw SliceErrors.NotPartitioned(new(key)));
        }

        var found = all.Of(partitions.Select(partition => partition.Text));
        var told = _partitions.TryGetValue(key, out var before) ? before : _partitions[key] = [];
        foreach (var partition in found)
        {
            told.TryAdd(new(partition.Key), partition.ToPublished());
        }

        return TableOf(head, found);
    }

    /// <summary>Makes the public names visible that a query mentions.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="orAll">Whether a query that mentions none asks for all: it may look for what there is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ShowAsync(string sql, bool orAll, CancellationToken cancellationToken)
    {
        var keys = Mentioned(sql).ToList();
        await ShowAsync(keys.Count == 0 && orAll ? [.. _lake.Heads.Assets.Keys] : keys, cancellationToken);
    }

    /// <summary>What is wrong with a query, when an asset that it mentions could not be made visible.</summary>
    public DataplatformException Explain(DataplatformException error) => _failures.Count == 0
        ? error
        : new DataplatformException($"{error.Message}\n{string.Join('\n', _failures.Select(failure => $"The asset '{failure.Key}' cannot be read; materialize it again. {failure.Value.Message}"))}", error);

    /// <summary>Ends the pins, drops what was only waiting for that, and forgets the names.</summary>
    public void Dispose()
    {
        foreach (var pinned in _pinned.Values.Concat(_pinnedBesides))
        {
            _lake.Release(pinned);
        }

        _home.Execute($"detach database if exists {_name}");
        _home.Dispose();
    }

    // Views in rounds, as one may read another; what a word only seemed to mention may fail, and nobody will miss it.
    private async Task ShowAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var waiting = await PinAllAsync(keys, cancellationToken);
        using var connection = Connect();
        for (var before = int.MaxValue; waiting.Count > 0 && waiting.Count < before;)
        {
            before = waiting.Count;
            waiting.RemoveAll(pinned => TryCreate(connection, pinned));
        }
    }

    // The assets with public names that are not visible yet, and those that views among them mention.
    private async Task<List<PinnedVersion>> PinAllAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PinnedVersion>(StringComparer.Ordinal);
        var open = new Queue<string>(keys);
        while (open.TryDequeue(out var key))
        {
            if (_shown.Contains(key) || found.ContainsKey(key) || await PinAsync(key, cancellationToken) is not { } head || head.Kind is VersionKind.Artifact or VersionKind.PartitionedValue)
            {
                continue;
            }

            found.Add(key, _pinned[key]);
            foreach (var mentioned in head.Query is null ? [] : Mentioned(head.Query))
            {
                open.Enqueue(mentioned);
            }
        }

        return [.. found.Values.OrderBy(pinned => pinned.Head.Kind == VersionKind.View)];
    }

    private bool TryCreate(DuckDbConnection connection, PinnedVersion pinned)
    {
        try
        {
            if (new AssetKey(pinned.Key).Domain is { Length: > 0 } domain)
            {
                connection.Execute($"create schema if not exists {_name}.{StoreLayout.Quote(domain)}");
            }

            connection.Execute($"create view {PublicName(pinned.Key)} as {pinned.Head.Query ?? $"from {TableOf(pinned.Head, pinned.Partitions?.All)}"}");
            _failures.Remove(pinned.Key);
            return _shown.Add(pinned.Key);
        }
        catch (DuckDbException e)
        {
            _failures[pinned.Key] = e;
            return false;
        }
    }

    private IEnumerable<string> Mentioned(string sql) => _lake.Heads.Assets.Keys.Where(key => Mentions(sql, new AssetKey(key).Name));

    // Whatever the query's form, it cannot name an asset without its name in it.
    private static bool Mentions(string sql, string name)
    {
        for (var at = sql.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = sql.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !IsWord(sql[at - 1])) && (at + name.Length == sql.Length || !IsWord(sql[at + name.Length])))
            {
                return true;
            }
        }

        return false;

        static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);
    }

    private PinnedVersion RowsOf(string key) => _pinned[key] is { Head.Kind: not (VersionKind.Artifact or VersionKind.PartitionedValue) } rows
        ? rows
        : throw new DataplatformException($"'{key}' is published as a value, not as rows. Materialize it again.");

    private string TableOf(LakeHead head, IReadOnlyList<LakePartition>? partitions)
    {
        var folder = _lake.Folder.Full(head.Folder!);
        if (partitions is null)
        {
            return ParquetColumn.FromFiles(_home, head.Columns ?? [], head.Files.Select(file => Path.Combine(folder, file)));
        }

        // One scan, unless some were written when the contract had other columns.
        var scans = partitions.Where(partition => partition.Files.Count > 0).GroupBy(partition => partition.Columns).Select(set => ParquetColumn.FromFiles(
            _home, head.Columns!, set.SelectMany(partition => partition.Files).Select(file => $"{folder}/{file}"), head.Partitions!.ColumnSets[set.Key])).ToList();
        return scans switch
        {
            [] => ParquetColumn.FromFiles(_home, head.Columns!, []),
            [var scan] => scan,
            _ => $"({string.Join(" union all ", scans.Select(scan => $"from {scan}"))})",
        };
    }

    private string PublicName(string key) => new AssetKey(key) is var parsed && parsed.Domain.Length > 0
        ? $"{_name}.{DuckDbDialect.Instance.PublicName(parsed)}"
        : $"{_name}.main.{DuckDbDialect.Instance.PublicName(parsed)}";
}
