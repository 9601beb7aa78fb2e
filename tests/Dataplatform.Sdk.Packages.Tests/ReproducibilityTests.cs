using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;

namespace Dataplatform.Sdk.Packages.Tests;

public sealed class ReproducibilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packed-twice-").FullName;

    // https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md: "Source Link".
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public async Task One_commit_packed_in_two_folders_gives_the_same_assemblies_with_links_to_their_sources()
    {
        var first = await PackAsync("here");
        var second = await PackAsync("in/another/place");

        first.Keys.ShouldContain("analyzers/dotnet/cs/Dataplatform.Sdk.Analyzers.dll");
        second.Keys.ShouldBe(first.Keys, ignoreOrder: true);
        foreach (var (path, content) in first)
        {
            content.AsSpan().SequenceEqual(second[path]).ShouldBeTrue($"{path} depends on where or when it was built");
        }

        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(first["lib/net10.0/Dataplatform.Sdk.Abstractions.pdb"]));
        var reader = symbols.GetMetadataReader();
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(information => reader.GetGuid(information.Kind) == SourceLink);
        Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)).ShouldContain("https://raw.githubusercontent.com/example/dataplatform/");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Dictionary<string, byte[]>> PackAsync(string name)
    {
        var clone = Path.Combine(_folder, name);
        await Shell.GitAsync(_folder, "clone", "--quiet", Build.RepositoryRoot, clone);
        await Shell.GitAsync(clone, "remote", "set-url", "origin", "https://github.com/example/dataplatform.git");
        await Shell.SucceedAsync(clone, null, "pack", "src/Dataplatform.Sdk.Abstractions", "-o", "packages", "-v", "quiet");

        var files = new Dictionary<string, byte[]>();
        foreach (var package in Directory.EnumerateFiles(Path.Combine(clone, "packages"), "*nupkg"))
        {
            using var archive = await ZipFile.OpenReadAsync(package);
            foreach (var entry in archive.Entries.Where(entry => Path.GetExtension(entry.FullName) is ".dll" or ".pdb" or ".xml" && entry.FullName.Contains('/', StringComparison.Ordinal)))
            {
                await using var stream = await entry.OpenAsync();
                using var content = new MemoryStream();
                await stream.CopyToAsync(content);
                files.Add(entry.FullName, content.ToArray());
            }
        }

        return files;
    }
}
