using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Takes the texts that DuckDB hands out.</summary>
internal static class NativeText
{
    /// <summary>A text that DuckDB keeps.</summary>
    public static string Borrow(nint text) => Marshal.PtrToStringUTF8(text) ?? string.Empty;

    /// <summary>A text that is ours to free.</summary>
    public static string Take(nint text)
    {
        var value = Borrow(text);
        DuckDbNative.Free(text);
        return value;
    }

    /// <summary>The C API ends a query at its first NUL, which would run half of it.</summary>
    public static string Query(string sql) => sql.Contains('\0', StringComparison.Ordinal)
        ? throw new DuckDbException("Parser Error: the query holds a NUL character; pass the text as a parameter.", DuckDbErrorKind.Parser)
        : sql;
}
