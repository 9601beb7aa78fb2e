using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class UnevenWaitTests
{
    [Theory]
    [InlineData(1, 256, 4)]
    [InlineData(2, 256, 8)]
    [InlineData(7, 256, 256)]
    [InlineData(12, 256, 256)]
    [InlineData(1, 32, 4)]
    [InlineData(5, 32, 32)]
    [InlineData(1_000_000, 32, 32)]
    public void Waits_grow_up_to_the_longest_and_are_uneven(int attempt, long longest, int lengths) =>
        Enumerable.Range(0, 10_000).Select(chance => UnevenWait.Length(attempt, longest, chance)).Distinct().Order()
            .ShouldBe(Enumerable.Range(1, lengths).Select(length => (long)length));
}
