namespace Dataplatform.Sdk.Packages.Tests;

public sealed class PackageContentTests(LocalFeed feed)
{
    public static TheoryData<string> Packages => ["Dataplatform.Sdk.Abstractions", "Dataplatform.Sdk", "Dataplatform.Sdk.DuckDb", "Dataplatform.Sdk.Testing"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string id)
    {
        var nuspec = feed.Nuspec(id);
        using var package = feed.Open(id);
        using var symbols = feed.Open(id, "snupkg");

        nuspec.Element("license")!.Value.ShouldBe("Apache-2.0");
        nuspec.Element("description")!.Value.ShouldNotBeNullOrWhiteSpace();
        using var readme = new StreamReader(package.GetEntry(nuspec.Element("readme")!.Value)!.Open());
        readme.ReadToEnd().ShouldStartWith("# " + id);
        Start(package.GetEntry(nuspec.Element("icon")!.Value)!.Open()).ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        package.GetEntry($"lib/net10.0/{id}.dll").ShouldNotBeNull();
        package.GetEntry($"lib/net10.0/{id}.xml").ShouldNotBeNull();
        symbols.GetEntry($"lib/net10.0/{id}.pdb").ShouldNotBeNull();
        package.Entries.Count(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal) && entry.FullName.StartsWith("lib/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Packages_of_one_version_belong_together_and_bring_the_compilers_side_along()
    {
        foreach (var (id, needs) in new[] { ("Dataplatform.Sdk", "Dataplatform.Sdk.Abstractions"), ("Dataplatform.Sdk.DuckDb", "Dataplatform.Sdk.Abstractions"), ("Dataplatform.Sdk.Testing", "Dataplatform.Sdk") })
        {
            var dependency = feed.Nuspec(id).Descendants("dependency").Single(d => d.Attribute("id")!.Value == needs);
            dependency.Attribute("version")!.Value.ShouldBe(feed.Version);
            (dependency.Attribute("exclude")?.Value ?? string.Empty).ShouldNotContain("Analyzers");
        }
    }

    [Fact]
    public void The_abstractions_carry_analyzers_and_code_fixes()
    {
        using var package = feed.Open("Dataplatform.Sdk.Abstractions");

        package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).Select(entry => entry.FullName)
            .ShouldBe(["analyzers/dotnet/cs/Dataplatform.Sdk.Analyzers.dll", "analyzers/dotnet/cs/Dataplatform.Sdk.CodeFixes.dll"], ignoreOrder: true);
    }

    [Fact]
    public void DuckDb_brings_its_native_library()
    {
        (string Path, byte[] Start)[] all =
        [
            ("runtimes/linux-x64/native/libduckdb.so", "\u007fELF"u8.ToArray()),
            ("runtimes/linux-arm64/native/libduckdb.so", "\u007fELF"u8.ToArray()),
            ("runtimes/osx-x64/native/libduckdb.dylib", [0xCA, 0xFE, 0xBA, 0xBE]),
            ("runtimes/osx-arm64/native/libduckdb.dylib", [0xCA, 0xFE, 0xBA, 0xBE]),
            ("runtimes/win-x64/native/duckdb.dll", "MZ"u8.ToArray()),
        ];
        using var package = feed.Open("Dataplatform.Sdk.DuckDb");
        var natives = package.Entries.Where(entry => entry.FullName.StartsWith("runtimes/", StringComparison.Ordinal)).ToList();

        using var licence = new StreamReader(package.GetEntry("licenses/DuckDB.txt")!.Open());
        licence.ReadToEnd().ShouldContain("Stichting DuckDB Foundation");
        natives.Select(entry => entry.FullName).ShouldBeSubsetOf(all.Select(native => native.Path));
        natives.Count.ShouldBe(LocalFeed.AllPlatforms ? all.Length : 1);
        foreach (var native in natives)
        {
            var expected = all.Single(one => one.Path == native.FullName).Start;
            Start(native.Open()).Take(expected.Length).ShouldBe(expected, native.FullName);
            native.Length.ShouldBeGreaterThan(30_000_000);
        }
    }

    private static byte[] Start(Stream stream)
    {
        using (stream)
        {
            var start = new byte[4];
            stream.ReadExactly(start);
            return start;
        }
    }
}
