namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Looks at the first bytes of a file, which say what it is whatever its name says.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Bytes, string Name, string Suffix)[] Compressions =
        [([0x1F, 0x8B], "gzip", ".gz"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard", ".zst")];

    /// <summary>What is wrong with a file that is plainly of another format; null if it may be what it is taken for.</summary>
    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">The full path.</param>
    public static string? Problem(string format, string path)
    {
        Span<byte> start = stackalloc byte[4];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1))
        {
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        // Files with an encrypted footer begin in PARE.
        var isParquet = start.SequenceEqual("PAR1"u8) || start.SequenceEqual("PARE"u8);
        if (format == "Parquet")
        {
            return isParquet ? null : "is no Parquet file, or its beginning is missing";
        }

        if (isParquet)
        {
            return "is a Parquet file; read it with Parquet.Read";
        }

        foreach (var (bytes, name, suffix) in Compressions)
        {
            var isCompressed = start.StartsWith(bytes);
            if (isCompressed != path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && !start.IsEmpty)
            {
                return isCompressed
                    ? $"is compressed with {name}, which its name does not say; let it end in {suffix}"
                    : $"is not compressed with {name}, although its name ends in {suffix}; rename it";
            }
        }

        return null;
    }
}
