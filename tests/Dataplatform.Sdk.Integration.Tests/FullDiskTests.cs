using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A disk that is full while something is written: one clear message, and readers keep what was published before.</summary>
public sealed class FullDiskTests : IDisposable
{
    // A small disk where the user may mount one in a namespace of its own; elsewhere a limit on the size of files, which fails
    // the same writes. "full N" runs the rest of its arguments with N KiB left.
    private const string Script = """
        folder=$1; app=$2; store=$3; left=$4; export Dataplatform__StateFolder=$5
        if mount -t tmpfs -o size=24m tmpfs "$folder" 2>/dev/null; then
          full() {
            dd if=/dev/zero of="$folder/filler" bs=64k 2>/dev/null; truncate -s "-${1}K" "$folder/filler"; shift
            "$@"; code=$?; rm "$folder/filler"; return $code
          }
        else
          full() { (trap '' XFSZ; ulimit -f "$1"; shift; "$@") }
        fi
        cd "$folder"
        run() { Store=$store Generation=$1 dotnet "$app" "${@:2}"; echo "exit $?"; }
        run 1 materialize --select key:numbers/source --json
        echo "== full"
        full $left run 2 materialize --select key:numbers/source --json
        echo "== after"
        run 1 sql "select count(*) as rows, min(generation) as oldest, max(generation) as newest from numbers.source" --json
        echo "== again"
        run 3 materialize --select key:numbers/source --json
        echo "== files"
        find . -type f
        """;

    private static readonly string[] Namespace = ["--user", "--map-root-user", "--mount", "bash"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The log is on the small disk too: the run ends with one message, and goes on once there is room.</summary>
    [Fact]
    public async Task A_log_that_cannot_be_written_ends_the_run_and_loses_nothing()
    {
        var parts = await RunAsync("duckdb", 4, ".dataplatform");

        parts[0].ShouldContain("\"status\":\"succeeded\"");
        parts[1].ShouldMatch("\"message\":\"The event log .+(the disk is full|Look at the disk)");
        parts[1].ShouldContain("exit 2");
        parts[1].ShouldNotContain("   at ", Case.Sensitive, "a full disk is nothing that a stack trace explains");
        Last(parts[2]).GetProperty("rows").GetInt64().ShouldBe(20_000);
        Last(parts[3]).GetProperty("status").GetString().ShouldBe("succeeded", "the log works again once there is room");
    }

    [Theory]
    [InlineData("duckdb", 96)]
    [InlineData("parquet", 16)]
    public async Task What_was_published_stands_when_the_disk_is_full(string store, int left)
    {
        using var state = new TemporaryFolder();
        var parts = await RunAsync(store, left, state.Path);

        parts[0].ShouldContain("\"status\":\"succeeded\"");
        var failed = Last(parts[1]);
        failed.GetProperty("status").GetString().ShouldBe("failed");
        parts[1].ShouldContain("exit 1");
        parts[1].ShouldNotContain("   at ", Case.Sensitive, "a full disk is nothing that a stack trace explains");
        Reason(failed).ShouldMatch("(?i)space|too large|full");

        var rows = Last(parts[2]);
        rows.GetProperty("rows").GetInt64().ShouldBe(20_000);
        rows.GetProperty("oldest").GetInt64().ShouldBe(1);
        rows.GetProperty("newest").GetInt64().ShouldBe(1);

        Last(parts[3]).GetProperty("status").GetString().ShouldBe("succeeded", "the store works again once there is room");
        parts[4].ShouldNotContain("stage", Case.Insensitive);
    }

    private static JsonElement Last(string part) =>
        JsonDocument.Parse(part.Split('\n').Last(line => line.StartsWith('{'))).RootElement;

    private static string Reason(JsonElement run) => run.GetProperty("assets")[0].GetProperty("reason").GetString()!;

    private async Task<string[]> RunAsync(string store, int left, string state)
    {
        var app = Path.Combine(AppProcess.RepositoryRoot, "tests/Dataplatform.Sdk.TestApp/bin", AppProcess.Configuration, "net10.0/Dataplatform.Sdk.TestApp.dll");
        var start = new ProcessStartInfo("unshare", [.. Namespace, "-c", Script, "bash", _folder.Path, app, store, left.ToString(CultureInfo.InvariantCulture), state])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!await MayUnshareAsync())
        {
            start.FileName = "bash";
            foreach (var option in Namespace)
            {
                start.ArgumentList.Remove(option);
            }
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(output + await errors);
        return output.Split("== ");
    }

    private static async Task<bool> MayUnshareAsync()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "true"]) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
