using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A backfill that is stopped, asked about and gone on with, by other processes too.</summary>
public sealed class BackfillTests : IDisposable
{
    private const string Assets = "key:\"held/*\"";
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _madeBefore = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_a_backfill_in_order_and_resume_makes_the_rest()
    {
        await using var app = await HoldAsync();

        app.Interrupt();
        var stopped = await app.EndAsync();

        stopped.ExitCode.ShouldBe(130, stopped.ToString());
        stopped.Json[^1].GetProperty("event").GetString().ShouldBe("backfill_ended");
        (await BackfillAsync()).GetProperty("state").GetString().ShouldBe("cancelled");
        await ShouldGoOnAsync(stopped);
    }

    [Fact]
    public async Task Another_process_lists_and_cancels_a_backfill_that_runs()
    {
        await using var app = await HoldAsync();

        var running = await BackfillAsync();
        var status = await RunAsync("status", "--select", Assets, "--json");
        var days = await RunAsync("partitions", "list", "held/days", "--json");
        var second = await RunAsync("backfills", "resume");
        var cancel = await RunAsync("backfills", "cancel");
        var stopped = await app.EndAsync();

        running.GetProperty("state").GetString().ShouldBe("running");
        running.GetProperty("partitions").GetInt64().ShouldBe(6);
        status.ExitCode.ShouldBe(0, status.ToString());
        days.Json.Single(day => day.GetProperty("partition").GetString() == "2024-01-03").GetProperty("status").GetString().ShouldBe("running");
        second.ExitCode.ShouldBe(2, second.ToString());
        second.Errors.ShouldContain("is still running");
        cancel.Output.ShouldMatch("^Backfill [0-9a-f]{8} was asked to stop\\.");
        stopped.ExitCode.ShouldBe(130, stopped.ToString());
        (await BackfillAsync()).GetProperty("state").GetString().ShouldBe("cancelled");
        (await RunAsync("backfills", "cancel")).Errors.ShouldContain("was cancelled");
        var batch = await RunAsync("runs", "resume");
        batch.ExitCode.ShouldBe(2, batch.ToString());
        batch.Errors.ShouldContain("goes on as a whole: backfills resume ");
        await ShouldGoOnAsync(stopped);
    }

    /// <summary>The rest is made, and nothing of it twice.</summary>
    private async Task ShouldGoOnAsync(AppResult stopped)
    {
        var resumed = await RunAsync("backfills", "resume", "--json");

        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        var made = Made(resumed.Json);
        _madeBefore.Concat(Made(stopped.Json)).Concat(made).ShouldBeUnique("what was made before is not made again");
        _madeBefore.ShouldNotBeEmpty();
        made.ShouldContain("2024-01-03");
        made.ShouldContain("held/total");
        (await RunAsync("sql", "select total from held.total", "--json")).Json.ShouldHaveSingleItem().GetProperty("total").GetInt64().ShouldBe(1 + 2 + 3 + 4 + 5);
        var backfill = await BackfillAsync();
        backfill.GetProperty("state").GetString().ShouldBe("succeeded");
        backfill.GetProperty("materialized").GetInt64().ShouldBe(6);
    }

    /// <summary>A backfill that waits for a gate that never opens while it makes the third day.</summary>
    private async Task<AppProcess> HoldAsync()
    {
        var environment = TestApp.Generation(1);
        environment["Gate"] = _folder.File("gate");
        var app = AppProcess.Start(TestApp.Project, _folder.Path, environment, "backfill", Assets, "--max-parallel", "1", "--json");
        await app.ReadUntilAsync(line =>
        {
            _madeBefore.AddRange(Made([line]));
            return line.GetProperty("event").GetString() == "step_started" && line.GetRawText().Contains("2024-01-03", StringComparison.Ordinal);
        });
        return app;
    }

    private static IReadOnlyList<string> Made(IReadOnlyList<JsonElement> lines) =>
    [
        .. lines.Where(line => line.GetProperty("event").GetString() == "asset_materialized")
            .Select(line => line.TryGetProperty("partitions", out var keys) && keys.ValueKind == JsonValueKind.Array && keys.GetArrayLength() > 0 ? keys[0].GetString()! : line.GetProperty("key").GetString()!),
    ];

    private async Task<JsonElement> BackfillAsync() => (await RunAsync("backfills", "list", "--json")).Json.ShouldHaveSingleItem();

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(1), arguments);
}
