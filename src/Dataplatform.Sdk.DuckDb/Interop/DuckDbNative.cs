namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>
/// DuckDB's C API, as far as it is used here; one file for each section of the header.
/// Functions that only read a field are called without a GC transition: they neither block nor call back.
/// </summary>
internal static partial class DuckDbNative
{
    private const string Library = NativeLibraryResolver.LibraryName;

    // The resolver must be in place before the first call, and this runs before any of them.
#pragma warning disable CA1810 // Initialising a field inline would not be guaranteed to run first.
    static DuckDbNative() => NativeLibraryResolver.Register();
#pragma warning restore CA1810
}
