using System.Diagnostics;

namespace Dataplatform.Sdk.Packages.Tests;

/// <summary>Runs commands as a user does.</summary>
internal static class Shell
{
    public static Task<(int ExitCode, string Output)> DotnetAsync(string folder, string? packages, params string[] arguments) =>
        RunAsync("dotnet", folder, packages, arguments);

    public static async Task<string> SucceedAsync(string folder, string? packages, params string[] arguments)
    {
        var (exitCode, output) = await DotnetAsync(folder, packages, arguments);
        exitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    public static async Task GitAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync("git", folder, null, arguments);
        exitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}\n{output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, string? packages, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What the test host sets for itself is not for a build of somebody else's project.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.Ordinal) && name != "MSBUILDDISABLENODEREUSE").ToList())
        {
            start.Environment.Remove(name);
        }

        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
