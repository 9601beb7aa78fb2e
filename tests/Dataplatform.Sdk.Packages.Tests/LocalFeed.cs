using System.IO.Compression;
using System.Xml.Linq;

namespace Dataplatform.Sdk.Packages.Tests;

/// <summary>The packages of this build in a folder of their own, and what a user's projects need to find them.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    /// <summary>A version that no cache can know.</summary>
    public string Version { get; } = $"0.1.0-test.{Environment.ProcessId}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("packages-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>The packages folder of the outside projects: empty at first.</summary>
    public string Cache => Path.Combine(Folder, "cache");

    /// <summary>All platforms take a minute more to pack and 130 MB, so that only the long lane does it.</summary>
    public static bool AllPlatforms => Environment.GetEnvironmentVariable("THOROUGH") == "1";

    public async ValueTask InitializeAsync()
    {
        foreach (var project in new[] { "Dataplatform.Sdk.Abstractions", "Dataplatform.Sdk", "Dataplatform.Sdk.DuckDb", "Dataplatform.Sdk.Testing" })
        {
            await Shell.SucceedAsync(Build.RepositoryRoot, null, "pack", $"src/{project}", "--no-build", "-c", Build.Configuration, "-o", Feed,
                $"-p:Version={Version}", $"-p:PackHostNativeOnly={!AllPlatforms}", "-v", "quiet");
        }

        Copy(Path.Combine(AppContext.BaseDirectory, "Outside"), Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Build.props"), $"<Project><PropertyGroup><SdkVersion>{Version}</SdkVersion></PropertyGroup></Project>");
        await File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Packages.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="feed of the test" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="restored already" value="{MachineCache()}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    public XElement Nuspec(string id)
    {
        using var package = Open(id);
        using var stream = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        // The namespace differs from version to version of the format.
        foreach (var element in metadata.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return metadata;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string MachineCache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // Projects and sources carry another extension in the repository, so that nothing there builds them.
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file).Replace(".txt", string.Empty, StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
