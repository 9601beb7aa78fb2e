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
        // Steps that other tests have left behind may still hold shares, and give them back at any moment: shares only shrink.
        var before = Least();

        var one = ThreadReserve.For(1_000);
        Least().ShouldBeGreaterThanOrEqualTo(1_004);
        var two = ThreadReserve.For(500);
        Least().ShouldBeGreaterThanOrEqualTo(1_508);
        one.Dispose();
        one.Dispose();
        Least().ShouldBeInRange(504, before + 504);
        two.Dispose();

        Least().ShouldBeLessThanOrEqualTo(before);
    }

    private static int Least()
    {
        ThreadPool.GetMinThreads(out var workers, out _);
        return workers;
    }
}
