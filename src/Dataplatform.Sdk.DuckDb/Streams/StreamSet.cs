using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>
/// The C# streams that the queries of one connection may read, and the scans of those that they do read. DuckDB's threads
/// wait for the streams; so what ends a query ends its scans first.
/// </summary>
internal sealed class StreamSet
{
    private static readonly ConcurrentDictionary<long, StreamSource> Sources = new();
    private static long _last;

    private readonly Lock _gate = new();
    private readonly List<StreamScan> _scans = [];
    private readonly HashSet<long> _own = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>The streams of a connection, which from now on has some.</summary>
    public static StreamSet Of(DuckDbDatabase database, DuckDbConnection connection)
    {
        if (connection.Streams is null)
        {
            StreamFunction.Register(database);
            connection.Streams = new StreamSet();
        }

        return connection.Streams;
    }

    /// <summary>The stream of an id.</summary>
    /// <exception cref="InvalidOperationException">There is none any more.</exception>
    public static StreamSource Find(long id) => Sources.TryGetValue(id, out var source)
        ? source
        : throw new InvalidOperationException($"The C# stream {id} is not there any more; it ended with its connection.");

    /// <summary>What stands behind <c>from</c> for a stream.</summary>
    public static string Relation(long id) => string.Create(CultureInfo.InvariantCulture, $"{StreamFunction.Name}({id})");

    /// <summary>Makes a stream readable.</summary>
    /// <returns>Its id.</returns>
    public long Add<T>(RowCodec<T> codec, IAsyncEnumerable<T> rows)
    {
        var id = Interlocked.Increment(ref _last);
        Sources[id] = new StreamSource<T>(this, codec, rows);
        _own.Add(id);
        return id;
    }

    /// <summary>Forgets a stream; what reads it now fails.</summary>
    public void Remove(long id)
    {
        _own.Remove(id);
        Sources.TryRemove(id, out _);
    }

    /// <summary>Forgets all streams.</summary>
    public void Clear()
    {
        foreach (var id in _own.ToArray())
        {
            Remove(id);
        }
    }

    /// <summary>Begins a query. Disposing what is returned waits until every stream that it read is given back.</summary>
    public IDisposable Read()
    {
        _failure = null;
        FreeEnded();
        return new Reading(this);
    }

    /// <summary>Ends the scans that are open: what waits for one of their rows gets a cancellation.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            foreach (var scan in _scans)
            {
                scan.Stop();
            }
        }
    }

    /// <summary>Throws what a stream threw, if one did.</summary>
    public void ThrowFailure() => _failure?.Throw();

    internal void Opened(StreamScan scan)
    {
        lock (_gate)
        {
            _scans.Add(scan);
        }
    }

    /// <summary>The first failure counts; those that follow from it do not.</summary>
    internal void Failed(Exception failure) => Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);

    // DuckDB keeps a query that was left early until the connection does something else, and its scans with it.
    private void GiveBack()
    {
        Stop();
        StreamScan[] scans;
        lock (_gate)
        {
            scans = [.. _scans];
        }

        foreach (var scan in scans)
        {
            scan.WaitForStream();
        }

        FreeEnded();
    }

    private void FreeEnded()
    {
        lock (_gate)
        {
            foreach (var scan in _scans.Where(scan => scan.IsEnded))
            {
                scan.Dispose();
            }

            _scans.RemoveAll(scan => scan.IsEnded);
        }
    }

    private sealed class Reading(StreamSet set) : IDisposable
    {
        public void Dispose() => set.GiveBack();
    }
}
