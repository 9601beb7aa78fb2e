[assembly: AssemblyFixture(typeof(Dataplatform.Sdk.Packages.Tests.LocalFeed))]

namespace Dataplatform.Sdk.Packages.Tests;

/// <summary>Projects outside the repository that know nothing but the packages, one after the other.</summary>
public sealed class OutsideTests(LocalFeed feed)
{
    [Fact]
    public async Task A_library_two_apps_and_a_test_project_live_from_the_packages()
    {
        // The library becomes a package itself; one app takes it as such, the other as a project.
        await InAsync("Library", "pack", "-o", feed.Feed, "-v", "quiet");

        var listed = await InAsync("App", "run", "--", "list");
        listed.ShouldContain("weather/measurements");
        listed.ShouldContain("climate/city_climate");
        var materialized = await InAsync("App", "run", "--no-build");
        materialized.ShouldContain("2 materialized, 0 failed");
        File.Exists(Path.Combine(feed.Folder, "App/app.duckdb")).ShouldBeTrue("dotnet run works in the project's folder");
        (await InAsync("App", "run", "--no-build", "--", "show", "city_climate")).ShouldContain("Vienna");
        (await InAsync("App", "run", "--no-build", "--", "list", "--json")).ShouldContain("Noon temperatures", customMessage: "a description comes from the comment in the library's source");

        (await InAsync("OtherApp", "run", "--", "list")).ShouldContain("weather/measurements");

        (await InAsync("Library.Tests", "test")).ShouldContain("Passed:     2");
    }

    [Fact]
    public async Task A_broken_graph_is_an_error_of_the_build()
    {
        var source = Path.Combine(feed.Folder, "Broken", "Assets.cs");
        await InAsync("Broken", "build", "-v", "quiet");

        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("Table<Number> numbers)", "Table<Number> number)", StringComparison.Ordinal).Replace("{numbers}", "{number}", StringComparison.Ordinal));
        var (exitCode, output) = await Shell.DotnetAsync(Path.Combine(feed.Folder, "Broken"), feed.Cache, "build", "-v", "quiet");

        exitCode.ShouldBe(1);
        output.ShouldContain("error DP1001: Parameter 'number' of 'NumberAssets.Total' reads the asset 'numbers/number', which does not exist. Did you mean 'numbers/numbers'?");
    }

    [Fact]
    public async Task A_library_keeps_its_promises_or_says_so_in_its_lock_and_its_version()
    {
        var (source, locked) = (Path.Combine(feed.Folder, "Promises", "Assets.cs"), Path.Combine(feed.Folder, "Promises", "contracts.lock"));
        await InAsync("Promises", "build", "-t:LockContracts", "-v", "quiet");
        (await File.ReadAllTextAsync(locked)).ShouldEndWith("promises/numbers column note text?\npromises/numbers column value int32\npromises/numbers is table\n");
        File.Copy(locked, Path.Combine(feed.Folder, "Promises", "released.lock"));

        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace(", string? Note", ", int More", StringComparison.Ordinal));
        var (exitCode, output) = await Shell.DotnetAsync(Path.Combine(feed.Folder, "Promises"), feed.Cache, "build", "--no-restore", "-v", "quiet");
        exitCode.ShouldBe(1);
        output.ShouldContain("error DP4004: Column 'note' of 'promises/numbers' is gone.");

        await InAsync("Promises", "build", "--no-restore", "-t:LockContracts", "-p:AcceptContractChanges=true", "-v", "quiet");
        (await File.ReadAllTextAsync(locked)).ShouldEndWith(
            "promises/numbers column more int32\npromises/numbers column value int32\npromises/numbers is table\npromises/numbers retired-column note text?\n");

        (exitCode, output) = await Shell.DotnetAsync(Path.Combine(feed.Folder, "Promises"), feed.Cache, "pack", "--no-restore", "-o", feed.Feed, "-p:ContractsBaseline=released.lock", "-p:ContractsBaselineVersion=1.0.0", "-p:Version=1.1.0", "-v", "quiet");
        exitCode.ShouldBe(1);
        output.ShouldContain("error DP4016: Column 'note' of 'promises/numbers' is gone: a major change since 1.0.0, so the version must be 2.0.0 or higher, and it is 1.1.0.");

        await InAsync("Promises", "pack", "--no-restore", "-o", feed.Feed, "-p:ContractsBaseline=released.lock", "-p:ContractsBaselineVersion=1.0.0", "-p:Version=2.0.0", "-v", "quiet");
        using var package = System.IO.Compression.ZipFile.OpenRead(Path.Combine(feed.Feed, "Promises.2.0.0.nupkg"));
        package.GetEntry("contracts.lock").ShouldNotBeNull("a package carries its contracts");

        (exitCode, output) = await Shell.DotnetAsync(Path.Combine(feed.Folder, "Promises"), feed.Cache, "pack", "--no-build", "-o", feed.Feed, "-p:ContractsBaseline=released.lock", "-p:ContractsBaselineVersion=1.0.0", "-p:Version=1.2.0", "-v", "quiet");
        exitCode.ShouldBe(1);
        output.ShouldContain("error DP4016: Version 1.2.0 was not compared with the contracts of ContractsBaseline: the project was built as '2.0.0'.");
    }

    private Task<string> InAsync(string project, params string[] arguments) => Shell.SucceedAsync(Path.Combine(feed.Folder, project), feed.Cache, arguments);
}
