using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

internal static partial class DuckDbNative
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_date")]
    public static partial ValueHandle CreateDate(int days);

    [LibraryImport(Library, EntryPoint = "duckdb_create_time")]
    public static partial ValueHandle CreateTime(long micros);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp")]
    public static partial ValueHandle CreateTimestamp(long micros);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_tz")]
    public static partial ValueHandle CreateTimestampTz(long micros);

    [LibraryImport(Library, EntryPoint = "duckdb_create_decimal")]
    public static partial ValueHandle CreateDecimal(NativeDecimal value);

    [LibraryImport(Library, EntryPoint = "duckdb_get_varchar")]
    public static partial nint ValueText(ValueHandle value);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_value")]
    public static partial void DestroyValue(ref nint value);
}
