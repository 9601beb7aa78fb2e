using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>One process has the warehouse; the others ask it.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_question_is_answered_while_another_process_has_the_warehouse()
    {
        (await RunAsync("materialize", "--select", "slow/quick", "--json")).ExitCode.ShouldBe(0);
        await using var owner = await OwnAsync();

        var sql = await RunAsync("sql", "select value from slow.quick", "--json");
        var show = await RunAsync("show", "slow/quick");
        var wrong = await RunAsync("sql", "select valeu from slow.quick");

        sql.ExitCode.ShouldBe(0, sql.ToString());
        sql.Json.ShouldHaveSingleItem().GetProperty("value").GetInt64().ShouldBe(1);
        show.Output.ShouldContain("generation");
        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain("valeu");
        owner.Interrupt();
        (await owner.EndAsync()).ExitCode.ShouldBe(130);
        (await RunAsync("sql", "select value from slow.quick", "--json")).ExitCode.ShouldBe(0, "without an owner the file is opened");
    }

    [Fact]
    public async Task A_run_that_another_process_asks_for_is_carried_out_by_the_owner()
    {
        await using var owner = await OwnAsync();

        var run = await RunAsync("materialize", "--select", "numbers/source", "--json");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Status("numbers/source").ShouldBe("materialized");
        owner.Interrupt();
        await owner.EndAsync();
    }

    [Fact]
    public async Task A_run_of_the_same_asset_waits_or_gives_up()
    {
        await using var owner = await OwnAsync();
        var refused = await RunAsync("materialize", "--select", "slow/endless_query", "--no-wait");
        await using var waiting = Start("materialize", "--select", "slow/endless_query", "--json");
        var told = await waiting.ReadUntilAsync(line => line.GetProperty("event").GetString() == "run_waiting");

        refused.ExitCode.ShouldBe(2, refused.ToString());
        refused.Errors.ShouldMatch("^error: The run was not begun: run [0-9a-f]{8} \\(process [0-9]+\\) is computing slow/endless_query\\.");
        told.GetProperty("reason").GetString()!.ShouldContain("is computing slow/endless_query");

        // What waits in the owner ends with the one who asked for it.
        waiting.Interrupt();
        (await waiting.EndAsync()).ExitCode.ShouldBe(130);
        owner.Interrupt();
        await owner.EndAsync();
    }

    [Fact]
    public async Task A_run_is_cancelled_from_outside()
    {
        await using var owner = await OwnAsync();

        var cancel = await RunAsync("runs", "cancel");

        cancel.Output.ShouldMatch("^Run [0-9a-f]{8} was asked to stop\\.");
        (await owner.EndAsync()).ExitCode.ShouldBe(130);
        var runs = await RunAsync("runs", "list", "--json");
        runs.Json.ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_suspended_owner_is_named_with_what_to_do()
    {
        await using var owner = await OwnAsync();
        owner.Suspend();
        try
        {
            var result = await RunAsync("sql", "select 1");

            result.ExitCode.ShouldBe(2, result.ToString());
            result.Errors.ShouldContain($"Process {owner.Id} has the warehouse open and does not answer");
            result.Errors.ShouldContain($"kill -CONT {owner.Id}");
        }
        finally
        {
            owner.Continue();
        }

        owner.Interrupt();
        await owner.EndAsync();
    }

    [Fact]
    public async Task An_owner_that_was_killed_is_no_owner()
    {
        (await RunAsync("materialize", "--select", "slow/quick", "--json")).ExitCode.ShouldBe(0);
        await using var owner = await OwnAsync();
        owner.Kill();
        await owner.EndAsync();

        var sql = await RunAsync("sql", "select value from slow.quick", "--json");

        sql.ExitCode.ShouldBe(0, sql.ToString());
    }

    [Fact]
    public async Task An_asker_that_is_suspended_does_not_keep_the_owner()
    {
        (await RunAsync("materialize", "--select", "slow/quick", "--json")).ExitCode.ShouldBe(0);
        await using var owner = await OwnAsync();
        await using var asker = Start("sql", "select repeat('x', 1000) as text from range(200000)", "--json");
        await asker.ReadUntilAsync(_ => true);
        asker.Suspend();
        try
        {
            owner.Interrupt();

            (await owner.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ExitCode.ShouldBe(130);
        }
        finally
        {
            asker.Continue();
        }

        (await asker.EndAsync()).ExitCode.ShouldNotBe(0, "its answer is not complete");
    }

    [Fact]
    public async Task A_command_that_an_owner_has_taken_is_not_carried_out_twice()
    {
        await using var owner = await OwnAsync();
        await using var asker = Start("materialize", "--select", "slow/endless_query", "--json");
        await asker.ReadUntilAsync(line => line.GetProperty("event").GetString() == "run_waiting");
        owner.Suspend();

        // It is never read, so that the death of the owner looks like a broken connection and not like an end.
        asker.Interrupt();
        owner.Kill();
        await owner.EndAsync();

        var result = await asker.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Errors.ShouldContain("has ended before it was done");
    }

    /// <summary>A process that has the warehouse until it is told to stop.</summary>
    private async Task<AppProcess> OwnAsync()
    {
        var owner = Start("materialize", "--select", "slow/quick or slow/endless_query", "--json");
        await owner.ReadUntilAsync(line => IsStart(line, "slow/endless_query"));
        return owner;
    }

    private static bool IsStart(JsonElement line, string key) =>
        line.GetProperty("event").GetString() == "step_started" && line.GetProperty("assets")[0].GetString() == key;

    private AppProcess Start(params string[] arguments) => AppProcess.Start(TestApp.Project, _folder.Path, TestApp.Generation(1), arguments);

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(1), arguments);
}
