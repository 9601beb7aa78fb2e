using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What the analyzers and the generator add to a whole <c>dotnet build</c> of a project with many assets.</summary>
internal static class BuildRun
{
    private const int Assets = 1000;
    private const int Contracts = 50;
    private const int AssetsPerClass = 10;
    private const int Rounds = 7;

    public static void Measure()
    {
        var folder = Directory.CreateTempSubdirectory("build-").FullName;
        try
        {
            Write(folder);
            Build(folder, "restore", "-v", "quiet");
            var (without, with) = (new List<double>(), new List<double>());
            for (var round = -2; round < Rounds; round++)
            {
                foreach (var (name, times) in new[] { ("false", without), ("true", with) })
                {
                    var watch = Stopwatch.StartNew();
                    Build(folder, "build", "--no-restore", "--no-incremental", "-v", "quiet", $"-p:WithAnalyzers={name}", "-p:UseSharedCompilation=true");
                    if (round >= 0)
                    {
                        times.Add(watch.Elapsed.TotalSeconds);
                    }
                }
            }

            without.Sort();
            with.Sort();
            Console.WriteLine($"| `dotnet build`, median of {Rounds}, s | without | with | added |");
            Console.WriteLine("|---|---|---|---|");
            Console.WriteLine(FormattableString.Invariant(
                $"| {Assets:N0} assets in {Assets / AssetsPerClass} classes, {Contracts} contracts | {without[Rounds / 2]:0.00} | {with[Rounds / 2]:0.00} | {with[Rounds / 2] - without[Rounds / 2]:0.00} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Build(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    private static void Write(string folder)
    {
        var analyzers = Path.GetFullPath(Path.Combine(Repository(), "analyzers/Dataplatform.Sdk.Analyzers/bin/Release/netstandard2.0/Dataplatform.Sdk.Analyzers.dll"));
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup><Reference Include="{Path.Combine(AppContext.BaseDirectory, "Dataplatform.Sdk.Abstractions.dll")}" /></ItemGroup>
              <ItemGroup Condition="'$(WithAnalyzers)' == 'true'"><Analyzer Include="{analyzers}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Usings.cs"), "global using System; global using System.Collections.Generic; global using System.Threading; global using Dataplatform.Sdk;");
        for (var i = 0; i < Contracts; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Row{i}.cs"), $"namespace Shop; [Contract] public sealed record Row{i}(long Id, string? Name, decimal Amount, DateOnly Day);");
        }

        for (var group = 0; group < Assets / AssetsPerClass; group++)
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"namespace Shop;\n[Domain(\"shop\")]\npublic static class Group{group}Assets\n{{\n");
            for (var i = group * AssetsPerClass; i < (group + 1) * AssetsPerClass; i++)
            {
                var before = (Class: (i - 1) / AssetsPerClass, Asset: i - 1);
                var upstream = i == 0 ? string.Empty : $"[Upstream(typeof(Group{before.Class}Assets), nameof(Group{before.Class}Assets.Rows{before.Asset}))] IReadOnlyList<Row{before.Asset % Contracts}> before, ";
                text.Append(CultureInfo.InvariantCulture, $"    /// <summary>The rows of number {i}.</summary>\n    [Asset]\n    public static IEnumerable<Row{i % Contracts}> Rows{i}({upstream}CancellationToken stop) {{ yield return new(0, null, 1m, default); }}\n");
            }

            File.WriteAllText(Path.Combine(folder, $"Group{group}Assets.cs"), text.Append("}\n").ToString());
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dataplatform.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run this from within the repository.");
        }

        return folder.FullName;
    }
}
