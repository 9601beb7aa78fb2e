using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>The progress of steps that would never end reaches whoever reads the run.</summary>
public sealed class ProgressTests
{
    [Theory]
    [InlineData("slow/endless_join", "fraction")]
    [InlineData("slow/endless_stream", "rows")]
    public async Task A_running_step_is_told_and_can_be_cancelled_then(string endless, string measure)
    {
        using var folder = new TemporaryFolder();
        await using var app = AppProcess.Start(TestApp.Project, folder.Path, null, "materialize", "--json", "--select", $"+{endless}");

        var progress = await app.ReadUntilAsync(json => json.GetProperty("event").GetString() == "step_progress"
            && json.GetProperty("key").GetString() == endless
            && json.GetProperty(measure) is { ValueKind: JsonValueKind.Number } number && number.GetDouble() > 0);
        app.Interrupt();
        var result = await app.EndAsync();

        result.ExitCode.ShouldBe(130, result.ToString());
        result.Status(endless).ShouldBe("cancelled");
        progress.GetProperty("duration_ms").GetDouble().ShouldBeGreaterThanOrEqualTo(1000);
        progress.GetProperty(measure == "rows" ? "fraction" : "rows").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
