using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes rows as a file or folder: complete, or not at all.</summary>
internal abstract class FileExport
{
    private readonly bool _isFolder;

    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">The file or folder; a relative path is below the working folder.</param>
    /// <param name="isFolder">Whether it is a folder of files.</param>
    /// <exception cref="DataplatformException">Something else is in the way.</exception>
    protected FileExport(string format, string path, bool isFolder = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TargetPath = Path.GetFullPath(Path.TrimEndingDirectorySeparator(path));
        Name = $"{format} {(isFolder ? "folder" : "file")} '{TargetPath}'";
        _isFolder = isFolder;
        if (!isFolder && Directory.Exists(TargetPath))
        {
            throw new DataplatformException($"'{TargetPath}' is a folder, so no {format} file can be written there. Name a file in it.");
        }

        if (isFolder && File.Exists(TargetPath))
        {
            throw new DataplatformException($"'{TargetPath}' is a file, so no folder of {format} files can be written there. Name another folder, or remove the file.");
        }

        if (isFolder && Directory.Exists(TargetPath) && Stranger($".{format}") is { } stranger)
        {
            throw new DataplatformException(
                $"The folder '{TargetPath}' would be replaced as a whole, but it holds '{Path.GetRelativePath(TargetPath, stranger)}', which is no {format} file. Name a folder that holds nothing else.");
        }
    }

    /// <summary>The full path of the file.</summary>
    protected string TargetPath { get; }

    /// <summary>What the file is called in messages: <c>CSV file '/data/orders.csv'</c>.</summary>
    protected string Name { get; }

    /// <summary>Writes the rows.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    public async Task<long> WriteAsync<T>(IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var staged = Writing(() => StagedExport.Begin(TargetPath));
        var count = await WriteAsync(staged, rows, codec, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Writing(() => staged.Publish(_isFolder));
        return count;
    }

    /// <summary>Writes the rows to where they are until they are complete; wraps what writes in <see cref="Writing{T}"/>.</summary>
    protected abstract Task<long> WriteAsync<T>(StagedExport staged, IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken);

    /// <summary>Does a piece of work, and names the file if it cannot be written.</summary>
    protected T Writing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is DuckDbException or IOException or UnauthorizedAccessException)
        {
            throw new DataplatformException($"The {Name} cannot be written, and nothing has changed there. {e.Message.Split('\n')[0]}", e);
        }
    }

    private string? Stranger(string extension) => Directory.EnumerateFiles(TargetPath, "*", SearchOption.AllDirectories)
        .FirstOrDefault(file => !file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
