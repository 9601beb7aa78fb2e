using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.EventLog;

/// <summary>The folder of an app's state: its log, the logs of its steps, and the socket of whoever has its warehouse.</summary>
internal static class StateFolder
{
    /// <summary>The folder's name below the content root, unless the configuration says otherwise.</summary>
    public const string DefaultName = ".dataplatform";

    /// <summary>The setting that names another folder.</summary>
    public const string Setting = "Dataplatform:StateFolder";

    /// <summary>
    /// The folder below the content root, unless the configuration says otherwise. Environments have a state of their own, as they mostly have
    /// a warehouse of their own: what one has published must not look like a change to the other.
    /// </summary>
    /// <exception cref="DataplatformException">The environment's name cannot be the name of a folder.</exception>
    public static string DefaultFor(string environment) =>
        environment.Equals(Environments.Production, StringComparison.OrdinalIgnoreCase) ? DefaultName
        : environment is "." or ".." || environment.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || environment.AsSpan().ContainsAny('/', '\\')
            ? throw new DataplatformException($"The environment '{environment}' cannot be the name of a folder of state. Give it one: {Setting} in the configuration.")
            : Path.Combine(DefaultName, environment);

    /// <summary>Creates the folder if it is missing; for its owner only, and ignored by git.</summary>
    /// <exception cref="DataplatformException">It cannot be created.</exception>
    public static void Create(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                return;
            }

            // The state of another environment lies in that of Production, which may come to be later.
            if (Path.GetDirectoryName(folder) is { } around && Path.GetFileName(around) == DefaultName)
            {
                Create(around);
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataplatformException($"The state folder {folder} cannot be created ({e.Message}). Choose another one: {Setting} in the configuration.", e);
        }
    }
}
