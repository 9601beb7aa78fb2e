using System.Diagnostics;

namespace Dataplatform.Sdk.DuckDb.Tests.Interop;

/// <summary>A second process that holds a database open.</summary>
internal sealed class LockHolder : IDisposable
{
    private readonly Process _process;

    private LockHolder(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public static async Task<LockHolder> StartAsync(string database)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Dataplatform.Sdk.DuckDb.LockHolder.dll"));
        start.ArgumentList.Add(database);
        var process = Process.Start(start)!;
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("open");
        return new LockHolder(process);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
