using BenchmarkDotNet.Attributes;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What the engine adds to 1,000 assets that do nothing, one after the other.</summary>
[MemoryDiagnoser]
public class NoOpChain
{
    private const int Assets = 1_000;

    private readonly EngineRun _run = new(Catalogs.Chain(Assets));

    [Benchmark(Baseline = true, OperationsPerInvoke = Assets)]
    public async Task ByHand()
    {
        for (var i = 0; i < Assets; i++)
        {
            await NoOp.RunAsync();
        }
    }

    [Benchmark(OperationsPerInvoke = Assets)]
    public Task<RunStatus> Engine() => _run.ExecuteAsync();
}
