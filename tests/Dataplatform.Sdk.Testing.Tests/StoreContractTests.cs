using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>The kit itself: stores that break a promise are found out.</summary>
public sealed class StoreContractTests
{
    private const StoreCapabilities InMemory = StoreCapabilities.Queries | StoreCapabilities.Views | StoreCapabilities.AdHocQueries;

    public static TheoryData<string> Cases => [.. StoreContract.For(InMemory).Select(@case => @case.Name)];

    [Theory, MemberData(nameof(Cases))]
    public Task A_database_in_memory_keeps_the_contract(string name) => StoreContract.Case(name).RunAsync(OpenAsync(DuckDbAssetStore.InMemory()));

    [Fact]
    public void Every_case_has_a_name_of_its_own_and_a_sentence()
    {
        StoreContract.Cases.Select(@case => @case.Name).ShouldBeUnique();
        StoreContract.Cases.ShouldAllBe(@case => @case.Description.EndsWith('.'));
        StoreContract.For(StoreCapabilities.All).Count().ShouldBe(StoreContract.Cases.Count);
        StoreContract.For(StoreCapabilities.None).ShouldAllBe(@case => @case.Needs == StoreCapabilities.None);
        Should.Throw<ArgumentException>(() => StoreContract.Case("no such case"));
    }

    [Theory]
    [InlineData(Fault.PublishesWhenStaged, "a stage is invisible")]
    [InlineData(Fault.PublishesWhenStaged, "disposal discards")]
    [InlineData(Fault.PublishesWhenStaged, "an older attempt never wins")]
    [InlineData(Fault.PublishesOneByOne, "a group is published together")]
    [InlineData(Fault.ReadsTheNewest, "an input is pinned")]
    [InlineData(Fault.ForgetsLimits, "a table counts and previews")]
    [InlineData(Fault.LosesRows, "any number of rows")]
    [InlineData(Fault.LosesRows, "every kind of column")]
    [InlineData(Fault.LosesRows, "a stream goes on to its end")]
    public async Task A_store_that_breaks_a_promise_is_found_out(Fault fault, string name)
    {
        var error = await Should.ThrowAsync<StoreContractException>(StoreContract.Case(name).RunAsync(OpenAsync(new FaultyStore(DuckDbAssetStore.InMemory(), fault))));
        error.Message.ShouldStartWith($"The store breaks '{name}': ");
    }

    private static Func<CancellationToken, ValueTask<IAssetStore>> OpenAsync(IAssetStore store) => async cancellation =>
    {
        await store.OpenAsync(cancellation);
        return store;
    };
}
