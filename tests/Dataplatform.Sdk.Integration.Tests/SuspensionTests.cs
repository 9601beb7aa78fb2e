using System.Text.Json;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A process that is suspended past its lease, on a store that several processes may have open, and wakes up again.</summary>
public sealed class SuspensionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_zombie_never_publishes_neither_before_nor_after_who_took_its_place()
    {
        await using var zombie = Start(1, "zombie");
        await zombie.ReadUntilAsync(line => Event(line) == "step_started");
        await StoredAsync();
        zombie.Suspend();

        // It waits for the zombie's claim, gives the zombie up, and waits at a gate of its own.
        await using var heir = Start(2, "heir");
        (await heir.ReadUntilAsync(line => Event(line) is "run_waiting" or "step_started")).GetProperty("reason").GetString()!.ShouldContain($"(process {zombie.Id}) is computing gate/guarded");
        await heir.ReadUntilAsync(line => Event(line) == "step_started");

        Open("zombie");
        zombie.Continue();
        var ended = await zombie.EndAsync();

        ended.ExitCode.ShouldNotBe(0, ended.ToString());
        ended.Output.ShouldNotContain("asset_materialized");
        Directory.Exists(Path.Combine(_folder.Path, "test", "gate")).ShouldBeFalse("nothing is published yet");

        Open("heir");
        var result = await heir.EndAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
        var rows = await AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(3, "parquet"), "sql", "select generation from gate.guarded", "--json");
        rows.Json.ShouldHaveSingleItem().GetProperty("generation").GetInt64().ShouldBe(2);
        var runs = await AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(3, "parquet"), "runs", "list", "--json");
        runs.Json.Select(run => run.GetProperty("state").GetString()).ShouldBe(["succeeded", "died"]);
        runs.Json[1].GetProperty("reason").GetString()!.ShouldContain("has given no sign of life for");
    }

    /// <summary>Until the log has it: a process that is suspended while it writes to the log keeps all others from writing.</summary>
    private async Task StoredAsync()
    {
        await using var log = new SqliteEventLog(_folder.File(".dataplatform/events.db"));
        await log.OpenAsync(CancellationToken.None);
        while (true)
        {
            await foreach (var logged in log.ReadAsync(null, CancellationToken.None))
            {
                if (logged.Event is RunEvent.StepStarted)
                {
                    return;
                }
            }
        }
    }

    private static string? Event(JsonElement line) => line.GetProperty("event").GetString();

    private AppProcess Start(int generation, string gate) => AppProcess.Start(
        TestApp.Project, _folder.Path, new Dictionary<string, string>(TestApp.Generation(generation, "parquet")) { ["Gate"] = _folder.File(gate) }, "materialize", "--select", "gate/guarded", "--json");

    private void Open(string gate) => File.WriteAllText(_folder.File(gate), string.Empty);
}
