using System.Reflection;
using PublicApiGenerator;

namespace Dataplatform.Sdk.Packages.Tests;

public sealed class PublicApiTests
{
    public static TheoryData<string> Assemblies => ["Dataplatform.Sdk.Abstractions", "Dataplatform.Sdk", "Dataplatform.Sdk.DuckDb", "Dataplatform.Sdk.Testing"];

    /// <summary>To accept a change that is meant: <c>UPDATE_APPROVED=1 dotnet test tests/Dataplatform.Sdk.Packages.Tests</c>.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void What_is_public_was_approved(string assembly)
    {
        var actual = Assembly.Load(assembly).GeneratePublicApi(new ApiGeneratorOptions
        {
            ExcludeAttributes = [typeof(AssemblyMetadataAttribute).FullName!, "System.Runtime.CompilerServices.InternalsVisibleToAttribute", "System.Reflection.AssemblyMetadataAttribute"],
        }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_APPROVED") == "1")
        {
            File.WriteAllText(Path.Combine(Build.RepositoryRoot, "tests/Dataplatform.Sdk.Packages.Tests/Approved", assembly + ".txt"), actual);
            return;
        }

        actual.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Approved", assembly + ".txt")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_library_is_approved() =>
        Directory.EnumerateDirectories(Path.Combine(Build.RepositoryRoot, "src")).Select(Path.GetFileName).ShouldBe(Assemblies.Select(row => row.Data), ignoreOrder: true);
}
