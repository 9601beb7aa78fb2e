using BenchmarkDotNet.Attributes;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What the engine adds to 1,000 assets that do nothing, all but one side by side.</summary>
[MemoryDiagnoser]
public class NoOpFan
{
    private const int Assets = 1_000;

    private readonly EngineRun _run = new(Catalogs.Fan(Assets));

    [Benchmark(Baseline = true, OperationsPerInvoke = Assets)]
    public async Task ByHand()
    {
        await NoOp.RunAsync();
        var side = new Task[Assets - 1];
        for (var i = 0; i < side.Length; i++)
        {
            side[i] = NoOp.RunAsync();
        }

        await Task.WhenAll(side);
    }

    [Benchmark(OperationsPerInvoke = Assets)]
    public Task<RunStatus> Engine() => _run.ExecuteAsync();
}
