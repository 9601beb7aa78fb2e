using System.IO.Compression;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>How a text file is compressed, which the end of its name says.</summary>
internal sealed class Compression
{
    private static readonly Compression None = new("none");
    private static readonly Compression Gzip = new("gzip");
    private static readonly Compression Zstandard = new("zstd");

    private Compression(string name) => Name = name;

    /// <summary>The name that DuckDB has for it.</summary>
    public string Name { get; }

    public static Compression Of(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Gzip
        : path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? Zstandard
        : None;

    /// <summary>The file's text.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or cut off; reading may say so too.</exception>
    public Stream OpenRead(string path) =>
        this == Zstandard ? OpenLines(path)
        : this == Gzip ? new GzipText(OpenFile(path))
        : OpenFile(path);

    /// <summary>Whether <see cref="OpenWrite"/> can compress so; DuckDB can always.</summary>
    public bool CanWrite => this != Zstandard;

    /// <summary>A file that gets the text.</summary>
    public Stream OpenWrite(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        return this == Gzip ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }

    /// <summary>
    /// Checks that a file is whole, because DuckDB takes one that is cut off for one that is shorter. A Zstandard file is
    /// checked by the lengths of its blocks, a gzip file by reading it.
    /// </summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public void Check(string path, CancellationToken cancellationToken)
    {
        using var file = OpenFile(path);
        if (this == Zstandard)
        {
            ZstandardFrames.Check(file);
        }
        else if (this == Gzip)
        {
            using var text = new GzipText(file);
            var buffer = new byte[1 << 17];
            while (text.Read(buffer) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private ZstandardLines OpenLines(string path)
    {
        Check(path, CancellationToken.None);
        return new ZstandardLines(path);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 12);
}
