using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes rows as a file: complete, or not at all.</summary>
internal abstract class FileExport
{
    private readonly string _name;

    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">The file; a relative path is below the working folder.</param>
    /// <exception cref="DataplatformException">A folder is in the way.</exception>
    protected FileExport(string format, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TargetPath = System.IO.Path.GetFullPath(path);
        _name = $"{format} file '{TargetPath}'";
        if (Directory.Exists(TargetPath))
        {
            throw new DataplatformException($"'{TargetPath}' is a folder, so no {format} file can be written there. Name a file in it.");
        }
    }

    /// <summary>The full path of the file.</summary>
    protected string TargetPath { get; }

    /// <summary>Writes the rows.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    public async Task<long> WriteAsync<T>(IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var staged = Writing(() => StagedExport.Begin(TargetPath));
        var count = await WriteAsync(staged, rows, codec, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Writing(() => Publish(staged));
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
            throw new DataplatformException($"The {_name} cannot be written, and nothing has changed there. {e.Message.Split('\n')[0]}", e);
        }
    }

    private static bool Publish(StagedExport staged)
    {
        staged.Publish();
        return true;
    }
}
