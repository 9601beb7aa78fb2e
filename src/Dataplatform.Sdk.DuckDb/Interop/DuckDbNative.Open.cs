using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

internal static partial class DuckDbNative
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_instance_cache")]
    public static partial InstanceCacheHandle CreateInstanceCache();

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_instance_cache")]
    public static partial void DestroyInstanceCache(ref nint cache);

    [LibraryImport(Library, EntryPoint = "duckdb_get_or_create_from_cache", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetOrCreateFromCache(InstanceCacheHandle cache, string? path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenExt(string? path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    public static partial void Close(ref nint database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    public static partial int Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(ref nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_create_config")]
    public static partial int CreateConfig(out ConfigHandle config);

    [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfig(ConfigHandle config, string name, string option);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
    public static partial void DestroyConfig(ref nint config);

    [LibraryImport(Library, EntryPoint = "duckdb_library_version")]
    public static partial nint LibraryVersion();

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    public static partial void Free(nint pointer);
}
