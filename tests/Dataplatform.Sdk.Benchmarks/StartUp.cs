using System.Diagnostics;
using System.Reflection;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>How long a user waits for a built program, as whole processes, in turn, against a program of one line.</summary>
internal static class StartUp
{
    private const int Rounds = 15;

    public static async Task MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("startup-").FullName;
        var hello = Path.Combine(Metadata("RepositoryRoot"), "samples/HelloAssets/bin", Metadata("Configuration"), "net10.0/HelloAssets.dll");
        (string Name, string[] Arguments, string? Until)[] commands =
        [
            ("a program of one line, to its end", [typeof(StartUp).Assembly.Location, "empty"], null),
            ("`list`, to its end", [hello, "list"], null),
            ("`plan`, to its end", [hello, "plan"], null),
            ("`materialize`, to the first asset running", [hello, "materialize", "--json"], "step_started"),
            ("`materialize` of three small assets, to its end", [hello, "materialize", "--json"], null),
        ];
        var times = commands.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var elapsed = await RunAsync(folder, commands[i].Arguments, commands[i].Until);
                if (round >= 0)
                {
                    times[i].Add(elapsed.TotalMilliseconds);
                }
            }
        }

        Console.WriteLine($"median of {Rounds} (fastest), ratio to the baseline");
        Console.WriteLine("| process | ms | ratio |");
        Console.WriteLine("|---|---|---|");
        foreach (var (command, measured) in commands.Zip(times))
        {
            Console.WriteLine($"| {command.Name} | {Median(measured):0} ({measured.Min():0}) | {Median(measured) / Median(times[0]):0.0} |");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<TimeSpan> RunAsync(string folder, string[] arguments, string? until)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        TimeSpan? reached = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (until is not null && reached is null && line.Contains(until, StringComparison.Ordinal))
            {
                reached = watch.Elapsed;
            }
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? reached ?? watch.Elapsed : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' failed.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Metadata(string key) => typeof(StartUp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
