namespace Flights;

/// <summary>The resource that knows where files for others go.</summary>
public sealed record ExportFolder(string Folder)
{
    /// <summary>The full path of a file there.</summary>
    public string File(string name) => Path.GetFullPath(Path.Combine(Folder, name));
}
