using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A built program of the repository, started as a user would, in a folder of its own.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _readErrors;

    private AppProcess(Process process)
    {
        _process = process;
        _readErrors = ReadErrorsAsync();
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public static AppProcess Start(string project, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Start([], project, folder, environment, arguments);

    /// <summary>Starts it as a user whom the rights of files keep from what they do not allow; root is asked to give that up.</summary>
    public static async Task<AppResult> RunWithoutPrivilegesAsync(string project, string folder, params string[] arguments)
    {
        await using var app = Start(Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [], project, folder, null, arguments);
        return await app.EndAsync();
    }

    private static AppProcess Start(string[] prefix, string project, string folder, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        var name = Path.GetFileName(project);
        string[] command = [.. prefix, "dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(RepositoryRoot, project, "bin", Configuration, "net10.0", name + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        return new AppProcess(Process.Start(start)!);
    }

    public static async Task<AppResult> RunAsync(string project, string folder, params string[] arguments) =>
        await RunAsync(project, folder, null, arguments);

    public static async Task<AppResult> RunAsync(string project, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        await using var app = Start(project, folder, environment, arguments);
        return await app.EndAsync();
    }

    /// <summary>Reads the output up to the end and waits for the exit; a process that hangs is killed, so that its test fails and no other waits.</summary>
    public async Task<AppResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var kill = patience.Token.Register(_process.Kill);
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        await _readErrors;
        return new AppResult(_process.ExitCode, output, _errors.ToString());
    }

    /// <summary>Reads JSON lines up to the first that fits.</summary>
    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> fits)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (fits(json))
            {
                return json;
            }
        }

        throw new InvalidOperationException($"The process ended first. {_errors}");
    }

    /// <summary>Kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C sends; or, where the tests themselves were started with Ctrl-C switched off, what a service manager sends.</summary>
    public void Interrupt() => Signal(IgnoresInterrupt ? "-TERM" : "-INT");

    /// <summary>What Ctrl-Z sends to a program that cannot refuse it.</summary>
    public void Suspend() => Signal("-STOP");

    /// <summary>Lets a suspended process go on.</summary>
    public void Continue() => Signal("-CONT");

    /// <summary>A process started in the background of a script inherits that SIGINT is ignored, and hands it on.</summary>
    private static bool IgnoresInterrupt { get; } = File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } mask
        && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _readErrors;
        _process.Dispose();
    }

    private void Signal(string signal) => Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.AppendLine(line);
        }
    }

    private static string Metadata(string key) => typeof(AppProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
