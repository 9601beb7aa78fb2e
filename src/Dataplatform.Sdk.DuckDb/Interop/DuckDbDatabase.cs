using System.Collections.Concurrent;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>An open database. One process may open a file several times: all of them share one instance.</summary>
internal sealed class DuckDbDatabase : IDisposable
{
    // Without the cache, a second open of the same file in one process gives a second catalog and loses data.
    private static readonly Lazy<InstanceCacheHandle> Cache = new(DuckDbNative.CreateInstanceCache);

    // How each file was opened last, for those who join.
    private static readonly ConcurrentDictionary<string, DuckDbOpenOptions> Opened = new(StringComparer.Ordinal);

    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    public static string LibraryVersion => NativeText.Borrow(DuckDbNative.LibraryVersion());

    /// <summary>Opens or creates a database.</summary>
    /// <exception cref="DuckDbException">With a message that says what is in the way and what to do.</exception>
    public static DuckDbDatabase Open(DuckDbOpenOptions options)
    {
        OpenFailure.ThrowIfUnusable(options);
        _ = DuckDbNative.CreateConfig(out var config);
        using (config)
        {
            // What silently fetches an extension hangs or fails where there is no network.
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "access_mode", options.ReadOnly ? "READ_ONLY" : "AUTOMATIC");
            foreach (var (name, value) in options.Settings)
            {
                Set(config, name, value);
            }

            var state = options.Path is null
                ? DuckDbNative.OpenExt(null, out var handle, config, out var error)
                : DuckDbNative.GetOrCreateFromCache(Cache.Value, options.Path, out handle, config, out error);
            if (state != 0)
            {
                handle.Dispose();
                throw OpenFailure.Explain(options, DuckDbException.FromText(NativeText.Take(error)));
            }

            if (options.Path is not null)
            {
                Opened[options.Path] = options;
            }

            return new DuckDbDatabase(handle);
        }
    }

    /// <summary>
    /// Opens a database for somebody who has no wishes of his own: a file that is open in this process with other settings is
    /// used as it is, where DuckDB would refuse it.
    /// </summary>
    /// <exception cref="DuckDbException">With a message that says what is in the way and what to do.</exception>
    public static DuckDbDatabase Join(DuckDbOpenOptions options)
    {
        try
        {
            return Open(options);
        }
        catch (DuckDbException) when (options is { Path: { } path, ReadOnly: false, Settings.Count: 0 } && Opened.TryGetValue(path, out var other) && other.Settings.Count > 0)
        {
            return Open(other);
        }
    }

    public DuckDbConnection Connect()
    {
        if (DuckDbNative.Connect(_handle, out var connection) != 0)
        {
            connection.Dispose();
            throw new DuckDbException("Connection Error: DuckDB refused a connection.", DuckDbErrorKind.Connection);
        }

        connection.AttachTo(_handle);
        return new DuckDbConnection(connection);
    }

    public void Dispose() => _handle.Dispose();

    private static void Set(ConfigHandle config, string name, string value)
    {
        if (DuckDbNative.SetConfig(config, name, value) != 0)
        {
            throw new DuckDbException($"Invalid Input Error: DuckDB does not know the setting '{name}', or does not take '{value}' for it.", DuckDbErrorKind.InvalidInput);
        }
    }
}
