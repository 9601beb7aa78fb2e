namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Paths of files that are read.</summary>
internal static class SourcePath
{
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The files of a path or pattern, as full paths in order.</summary>
    /// <param name="session">Finds the files of a pattern.</param>
    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">A file, or a pattern with <c>*</c>, <c>?</c>, <c>[ab]</c> or <c>**</c>.</param>
    /// <exception cref="DataplatformException">There is none.</exception>
    public static IReadOnlyList<string> Find(SourceSession session, string format, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return [full];
        }

        if (full.AsSpan().IndexOfAny('*', '?', '[') < 0)
        {
            throw NotThere(format, full);
        }

        var found = session.Connection.Query("select file from glob($1) order by file", full).Select(row => (string)row[0]!).Where(file => IsVisible(file, full)).ToArray();
        return found.Length > 0 ? found : throw new DataplatformException($"No file matches '{full}'.");
    }

    /// <summary>The path so that DuckDB takes it for itself, not for a pattern.</summary>
    public static string Literally(string path) => string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));

    // DuckDB's patterns find hidden files and folders too, among them those in which exports are being written.
    private static bool IsVisible(string file, string pattern)
    {
        var named = pattern.Split(Separators);
        return file.Split(Separators).Select((part, i) => (part, i)).All(at => !at.part.StartsWith('.') || (at.i < named.Length && named[at.i].StartsWith('.')));
    }

    private static DataplatformException NotThere(string format, string path)
    {
        if (Directory.Exists(path))
        {
            return new DataplatformException($"'{path}' is a folder, not a {format} file. For all files in it, name a pattern: '{Path.Combine(path, "*")}'.");
        }

        var folder = Path.GetDirectoryName(path)!;
        var nearest = Directory.Exists(folder)
            ? NearestName.Suggestion(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!))
            : $" Its folder '{folder}' does not exist either.";
        return new DataplatformException($"The {format} file '{path}' does not exist.{nearest}");
    }
}
