using System.Diagnostics;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A backfill of some program, killed at chosen instants and resumed, against one that nobody disturbed.</summary>
/// <param name="Project">The program.</param>
/// <param name="Selection">What it makes.</param>
/// <param name="Content">A query of all that it makes: a row for each table, with the number of rows and a hash of them.</param>
internal sealed record KilledBackfill(string Project, string Selection, string Content)
{
    /// <summary>What else the verb is told.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What the program is told.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Whether the backfill makes all partitions that there are.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many events it tells, and how far apart they are.</returns>
    public async Task<(int Events, TimeSpan Gap)> UndisturbedAsync(string folder)
    {
        await using var app = Start(folder, isFirst: true);
        await app.ReadUntilAsync(_ => true);
        var watch = Stopwatch.StartNew();
        var result = await app.EndAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json[^1].GetProperty("event").GetString().ShouldBe("backfill_ended");
        return (result.Json.Count, watch.Elapsed / result.Json.Count);
    }

    /// <summary>Kills it some time after one of its events, so that the instants follow the backfill and not the machine's load.</summary>
    public async Task<(bool Killed, int Made)> KillAsync(string folder, bool isFirst, int afterEvents, TimeSpan andThen)
    {
        await using var app = Start(folder, isFirst);
        var (seen, made) = (0, 0);
        while (seen < afterEvents && await app.Output.ReadLineAsync() is { } line)
        {
            seen++;
            made += line.Contains("\"asset_materialized\"", StringComparison.Ordinal) ? 1 : 0;
        }

        // The instant itself is the subject of the test, so this waits on the clock and on nothing else.
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed >= andThen);
        app.Kill();
        return ((await app.EndAsync()).ExitCode != 0, made);
    }

    public async Task ResumeAsync(string folder, string trial)
    {
        var result = await RunAsync(folder, "backfills", "resume", "--json");
        result.ExitCode.ShouldBe(0, $"{trial}: {result}");
    }

    public async Task<string> ContentAsync(string folder)
    {
        var result = await RunAsync(folder, "sql", Content, "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Output;
    }

    /// <summary>All is there and fresh, the backfill knows it, and nothing is left of what the dead processes had begun.</summary>
    public async Task ShouldBeCompleteAsync(string folder, string trial)
    {
        var status = (await RunAsync(folder, "status", "--select", Selection, "--json")).Json;
        status.ShouldNotBeEmpty(trial);
        var partitions = status.Where(asset => asset.TryGetProperty("partitions", out _)).Select(asset => asset.GetProperty("partitions")).ToList();
        partitions.ShouldAllBe(counts => counts.GetProperty("stale").GetInt64() == 0, $"{trial}: also what was published and not told when its process was killed is fresh: {string.Join('\n', status)}");
        if (IsWhole)
        {
            status.Select(asset => asset.GetProperty("status").GetString()).ShouldAllBe(state => state == "fresh", $"{trial}: {string.Join('\n', status)}");
            partitions.ShouldAllBe(counts => counts.GetProperty("materialized").GetInt64() == counts.GetProperty("existing").GetInt64(), trial);
        }

        var backfill = (await RunAsync(folder, "backfills", "list", "--json")).Json.ShouldHaveSingleItem(trial);
        backfill.GetProperty("state").GetString().ShouldBe("succeeded", trial);
        backfill.GetProperty("materialized").GetInt64().ShouldBe(backfill.GetProperty("partitions").GetInt64(), trial);
        (await RunAsync(folder, "sql", Leftovers.InDatabase, "--json")).Output.ShouldBeEmpty($"{trial}: what dead processes left is dropped when the store is opened");
    }

    private Task<AppResult> RunAsync(string folder, params string[] arguments) => AppProcess.RunAsync(Project, folder, Environment, arguments);

    private AppProcess Start(string folder, bool isFirst) => isFirst
        ? AppProcess.Start(Project, folder, Environment, ["backfill", Selection, "--json", .. Options])
        : AppProcess.Start(Project, folder, Environment, "backfills", "resume", "--json");
}
