using System.Reflection;
using System.Runtime.InteropServices;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Finds DuckDB's library beside the application, where the build puts it, before the system's own places.</summary>
internal static class NativeLibraryResolver
{
    public const string LibraryName = "duckdb";

    private static readonly string FileName =
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, Resolve);

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != LibraryName)
        {
            return 0;
        }

        string[] probed =
        [
            Path.Combine(AppContext.BaseDirectory, "runtimes", Rid, "native", FileName),
            Path.Combine(AppContext.BaseDirectory, FileName),
        ];
        foreach (var path in probed)
        {
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return NativeLibrary.TryLoad(libraryName, assembly, searchPath, out var fallback)
            ? fallback
            : throw new DllNotFoundException(
                $"DuckDB's native library was not found for {Rid}. Looked for {string.Join(" and ", probed)}, then in the system's library path. " +
                "Build the project that starts the application, so that the library is copied to its output folder; supported are linux-x64, linux-arm64 (glibc), osx-x64, osx-arm64 and win-x64.");
    }

    private static string Rid
    {
        get
        {
            var os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $"{os}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
