namespace Dataplatform.Sdk.EventLog;

/// <summary>The folder of an app's state: its log, the logs of its steps, and the socket of whoever has its warehouse.</summary>
internal static class StateFolder
{
    /// <summary>The folder's name below the content root, unless the configuration says otherwise.</summary>
    public const string DefaultName = ".dataplatform";

    /// <summary>The setting that names another folder.</summary>
    public const string Setting = "Dataplatform:StateFolder";

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
