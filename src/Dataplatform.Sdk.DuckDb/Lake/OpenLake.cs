using System.Globalization;
using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.DuckDb.Streams;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>A folder store that is open: its files, and a DuckDB in memory that reads and writes them.</summary>
internal sealed class OpenLake : IDisposable
{
    private readonly HeadFile _heads;
    private readonly DuckDbDatabase _engine;
    private readonly VersionLease _temporary;
    private readonly string _temporaryId;

    // The file system's lock is asked for again and again; within the process one waits in line.
    private readonly SemaphoreSlim _publishing = new(1, 1);
    private int _catalogs;

    private OpenLake(LakeFolder folder, HeadFile heads, ParquetStoreOptions options, TimeProvider clock)
    {
        (Folder, _heads, Options, Clock) = (folder, heads, options, clock);
        Segments = new SegmentFiles(folder);
        Replaced = new ReplacedFiles(folder);
        Sweeper = new LakeSweeper(folder, heads, new UnreferencedFiles(folder, heads, Segments, Replaced));
        _temporaryId = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        _temporary = VersionLease.Begin(folder, _temporaryId, key: string.Empty);
        try
        {
            var settings = new DuckDbOptions { MemoryLimit = options.MemoryLimit, Threads = options.Threads, TemporaryFolder = folder.WorkOf(_temporaryId) };
            _engine = DuckDbDatabase.Open(new DuckDbOpenOptions { Settings = settings.ToSettings() });
        }
        catch
        {
            _temporary.Dispose();
            throw;
        }
    }

    public LakeFolder Folder { get; }

    public ParquetStoreOptions Options { get; }

    public TimeProvider Clock { get; }

    public LakeSweeper Sweeper { get; }

    /// <summary>The heads of partitions.</summary>
    public SegmentFiles Segments { get; }

    /// <summary>The files of partitions that wait for their last reader.</summary>
    public ReplacedFiles Replaced { get; }

    /// <summary>What is published now, by whatever process.</summary>
    public LakeHeads Heads => _heads.Read();

    public static async Task<OpenLake> OpenAsync(LakeFolder folder, ParquetStoreOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder.Locks);
            Directory.CreateDirectory(folder.Work);
            Directory.CreateDirectory(folder.Readers);
            Directory.CreateDirectory(folder.Replaced);
            var heads = new HeadFile(folder);
            await using (await FileLock.TakeAsync(folder.PublishLock, "opened", cancellationToken))
            {
                ThrowIfLocksDoNotHold(folder);
                heads.DropLeftover();
                if (!heads.Exists)
                {
                    heads.Write(new LakeHeads());
                }
            }

            var lake = new OpenLake(folder, heads, options, clock);
            try
            {
                using var connection = lake._engine.Connect();

                // Otherwise the same query gives other days on another machine.
                connection.Execute("set global TimeZone = 'UTC'");
                lake.Sweeper.DropLeftovers();
                LakeReader.DropDead(folder);
                lake.Replaced.Collect(version: null);
                return lake;
            }
            catch
            {
                lake.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataplatformException($"The folder '{folder.Root}' cannot be used as a store: {e.Message} It must be a folder that this user may write, or not exist yet.", e);
        }
    }

    // Some network file systems, and an environment variable of .NET, let everybody have everything.
    private static void ThrowIfLocksDoNotHold(LakeFolder folder)
    {
        using var second = FileLock.TryTake(folder.PublishLock, FileMode.Open, FileShare.None);
        if (second is not null)
        {
            throw new DataplatformException($"The folder '{folder.Root}' cannot be used as a store: files cannot be locked there, and then several publishers would destroy each other's work. Use a file system with locks, and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
        }
    }

    /// <summary>A connection that sees public names of one session only.</summary>
    public DuckDbConnection Connect() => _engine.Connect();

    /// <summary>The C# streams that queries of a connection may read.</summary>
    public StreamSet StreamsOf(DuckDbConnection connection) => StreamSet.Of(_engine, connection);

    /// <summary>A name for the public names of one session; no domain begins with an underscore.</summary>
    public string NextCatalog() => string.Create(CultureInfo.InvariantCulture, $"_session_{Interlocked.Increment(ref _catalogs)}");

    /// <summary>Takes the next fence: greater than that of every session that began before, in any process.</summary>
    public async Task<long> NextFenceAsync(CancellationToken cancellationToken)
    {
        await using var file = await FileLock.TakeAsync(Folder.Fences, "read", cancellationToken);
        Span<byte> text = stackalloc byte[32];
        var read = RandomAccess.Read(file.SafeFileHandle, text, 0);

        // The counter is not synced to the disk and may be lost with the power; the heads are.
        var next = 1 + Math.Max(Heads.LastFence, long.TryParse(text[..read], NumberStyles.Integer | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var last) ? last : 0);
        RandomAccess.Write(file.SafeFileHandle, Encoding.UTF8.GetBytes(next.ToString("D19", CultureInfo.InvariantCulture) + "\n"), 0);
        return next;
    }

    /// <summary>Changes the heads, while nobody else does.</summary>
    /// <param name="change">Gets the heads as they are, and gives them as they are to be; what it throws changes nothing.</param>
    /// <param name="cancellationToken">Ends the waiting, not the change.</param>
    public async Task ChangeHeadsAsync(Func<LakeHeads, LakeHeads> change, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            await using var file = await FileLock.TakeAsync(Folder.PublishLock, "published to", cancellationToken);
            _heads.Write(change(_heads.Read()));
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>The head of an asset and a lease on its version, so that nobody drops it; null if it was never published.</summary>
    /// <exception cref="DataplatformException">Its version stays locked by somebody who neither drops it nor lets it go.</exception>
    public async Task<PinnedVersion?> PinAsync(string key, CancellationToken cancellationToken)
    {
        var started = Clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (!Heads.Assets.TryGetValue(key, out var head))
            {
                return null;
            }

            if (head.Folder is null)
            {
                return new(key, head, Lease: null);
            }

            if (TryPin(key, head) is { } pinned && (head.Partitions is null ? pinned : TryPinPartitions(pinned)) is { } whole)
            {
                return whole;
            }

            // A newer version was published in between; the heads are read again once who drops the old one is done.
            if (Clock.GetElapsedTime(started) > FileLock.Patience)
            {
                throw new DataplatformException(
                    $"The asset '{key}' cannot be read: for {FileLock.Patience.TotalSeconds} seconds each version of it was published anew or held by another process as if to drop it, the last one through '{Folder.LockOf(head.Id)}'. End that process (on Linux, 'fuser -v {Folder.LockOf(head.Id)}' names it), or try again.");
            }

            await UnevenWait.AfterAsync(attempt, longest: 16, cancellationToken);
        }
    }

    /// <summary>A lease on a version, so that nobody drops it; null if it was dropped.</summary>
    public PinnedVersion? TryPin(string key, LakeHead head)
    {
        var lease = VersionLease.TryJoin(Folder, head.Id, create: false) ?? VersionLease.TryJoin(Folder, head.Id, create: Heads.Has(head.Id));

        // What is in the heads after the lease was taken was not dropped before, and will not be now.
        if (lease is not null && Heads.Has(head.Id))
        {
            return new(key, head, lease);
        }

        lease?.Dispose();
        return null;
    }

    /// <summary>The head of an asset and those of its partitions, both of now; null if it has none, or is not published.</summary>
    /// <exception cref="DataplatformException">What the head names is not there.</exception>
    public (LakeHead Head, PartitionHeads Partitions)? ReadPartitions(string key)
    {
        for (long? before = null; ;)
        {
            if (Heads.Assets.GetValueOrDefault(key) is not { Partitions: { } slices } head)
            {
                return null;
            }

            if (Segments.TryRead(head) is { } partitions)
            {
                return (head, partitions);
            }

            // A publication in between has taken up what the head named.
            if (before == slices.Sequence)
            {
                throw SliceErrors.HeadsAreGone(new(key), Folder.Full(head.Folder!));
            }

            before = slices.Sequence;
        }
    }

    /// <summary>The bytes of a published value of one partition.</summary>
    /// <exception cref="DataplatformException">There is none.</exception>
    public async Task<byte[]> ReadValueAsync(AssetKey key, PartitionKey partition, CancellationToken cancellationToken)
    {
        var pinned = await PinAsync(key.Path, cancellationToken) ?? throw SliceErrors.NeverPublished(key, partition);
        try
        {
            var heads = pinned.Partitions ?? throw SliceErrors.NotPartitioned(key);
            if (pinned.Head.Kind != VersionKind.PartitionedValue)
            {
                throw new DataplatformException($"'{key}' is published as a {pinned.Head.Kind}, not as values. Materialize it again.");
            }

            return heads.Of([partition.Text]) is [var value]
                ? await File.ReadAllBytesAsync(Folder.Full($"{pinned.Head.Folder}/{value.Files[0]}"), cancellationToken)
                : throw SliceErrors.NeverPublished(key, partition);
        }
        finally
        {
            Release(pinned);
        }
    }

    /// <summary>Ends the use of a version, and drops what was only waiting for that.</summary>
    public void Release(PinnedVersion pinned)
    {
        pinned.Dispose();
        if (pinned.Lease is not null && !Heads.Has(pinned.Head.Id))
        {
            Sweeper.TryDrop(pinned.Head.Id, pinned.Key);
        }

        if (pinned.Reader is not null)
        {
            Replaced.Collect(pinned.Head.Id);
        }
    }

    // What is published after the reader has begun stays as long as that reads, whatever is published then.
    private PinnedVersion? TryPinPartitions(PinnedVersion pinned)
    {
        LakeReader? reader = null;
        try
        {
            reader = LakeReader.Begin(Folder, pinned.Head.Id, pinned.Head.Partitions!.Sequence);
            if (ReadPartitions(pinned.Key) is var (head, partitions) && head.Id == pinned.Head.Id)
            {
                return pinned with { Head = head, Partitions = partitions, Reader = reader };
            }
        }
        catch
        {
            reader?.Dispose();
            pinned.Dispose();
            throw;
        }

        reader.Dispose();
        pinned.Dispose();
        return null;
    }

    public void Dispose()
    {
        _engine.Dispose();
        _temporary.Dispose();
        Sweeper.TryDrop(_temporaryId, string.Empty);
        _publishing.Dispose();
    }
}
