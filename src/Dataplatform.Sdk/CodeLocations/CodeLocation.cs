namespace Dataplatform.Sdk.CodeLocations;

/// <summary>Where a method is written.</summary>
/// <param name="File">The source file as the compiler recorded it.</param>
/// <param name="Line">The line of its first statement, from 1.</param>
internal sealed record CodeLocation(string File, int Line)
{
    /// <summary>The file relative to a directory if it is below it; otherwise as it is. Always with forward slashes.</summary>
    public CodeLocation RelativeTo(params ReadOnlySpan<string> directories)
    {
        foreach (var directory in directories)
        {
            var relative = Path.GetRelativePath(directory, File);
            if (!Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal))
            {
                return this with { File = relative.Replace('\\', '/') };
            }
        }

        return this;
    }
}
