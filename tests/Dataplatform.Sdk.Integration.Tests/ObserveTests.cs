namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>An external file that is observed, in real processes.</summary>
public sealed class ObserveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("parquet")]
    public async Task What_has_changed_elsewhere_is_computed_anew_and_nothing_else(string store)
    {
        Write("1,1\n1,2\n");
        (await RunAsync(store, "observe", "--select", "watched/numbers", "--json")).Json[^1].GetProperty("assets")[0].GetProperty("status").GetString().ShouldBe("observed");
        (await RunAsync(store, "materialize", "--select", "key:watched/*", "--json")).ExitCode.ShouldBe(0);
        (await RunAsync(store, "plan", "--stale", "--select", "key:watched/*")).Output.ShouldBe("Everything is fresh.\n");

        // Written again with the same rows.
        Write("1,1\n1,2\n");
        await RunAsync(store, "observe", "--select", "watched/numbers");
        (await RunAsync(store, "plan", "--stale", "--select", "key:watched/*")).Output.ShouldBe("Everything is fresh.\n");

        Write("1,1\n1,4\n");
        (await RunAsync(store, "plan", "--stale", "--select", "key:watched/*")).Output.ShouldBe("Everything is fresh.\n", "nobody has looked yet");
        var observed = await RunAsync(store, "observe", "--select", "watched/numbers");
        var plan = await RunAsync(store, "plan", "--stale", "--select", "key:watched/*");
        var work = await RunAsync(store, "materialize", "--stale", "--select", "key:watched/*", "--json");

        observed.Output.ShouldContain("1 observed, 0 failed");
        plan.Output.ShouldContain("stale: watched/numbers has changed since");
        work.ExitCode.ShouldBe(0, work.ToString());
        work.Status("watched/sum").ShouldBe("materialized");
        (await RunAsync(store, "show", "watched/text")).Output.ShouldContain("5 in all");
        (await RunAsync(store, "plan", "--stale", "--select", "key:watched/*")).Output.ShouldBe("Everything is fresh.\n");
    }

    private void Write(string rows) => File.WriteAllText(_folder.File("numbers.csv"), $"generation,value\n{rows}");

    private Task<AppResult> RunAsync(string store, params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(1, store), arguments);
}
