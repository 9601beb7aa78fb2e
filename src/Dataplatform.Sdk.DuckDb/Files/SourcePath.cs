namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Paths of files that DuckDB reads.</summary>
internal static class SourcePath
{
    /// <summary>The path so that DuckDB takes it for itself, not for a pattern.</summary>
    public static string Literally(string path) => string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));

    /// <summary>What to say of a path where there is no file.</summary>
    /// <param name="format">The format's name: <c>CSV</c>.</param>
    /// <param name="path">The full path.</param>
    public static DataplatformException NotThere(string format, string path)
    {
        if (Directory.Exists(path))
        {
            return new DataplatformException($"'{path}' is a folder, not a {format} file.");
        }

        var folder = Path.GetDirectoryName(path)!;
        var nearest = Directory.Exists(folder)
            ? NearestName.Suggestion(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!))
            : $" Its folder '{folder}' does not exist either.";
        return new DataplatformException($"The {format} file '{path}' does not exist.{nearest}");
    }
}
