using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>Alone, because the pool is one for all tests.</summary>
[Collection(nameof(ThreadReserveTests))]
[CollectionDefinition(nameof(ThreadReserveTests), DisableParallelization = true)]
public sealed class ThreadReserveTests
{
    [Fact]
    public void Reserves_add_up_and_the_last_puts_back_what_was_there()
    {
        var before = Least();

        var one = ThreadReserve.For(100);
        var oneAlone = Least();
        var two = ThreadReserve.For(50);
        Least().ShouldBe(oneAlone + 54);
        one.Dispose();
        one.Dispose();
        Least().ShouldBe(Math.Max(before, 54));
        two.Dispose();

        Least().ShouldBe(before);
    }

    private static int Least()
    {
        ThreadPool.GetMinThreads(out var workers, out _);
        return workers;
    }
}
