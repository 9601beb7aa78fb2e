using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class PriorityTests
{
    [Fact]
    public async Task Of_the_steps_that_are_ready_the_higher_priority_goes_first_then_the_order_of_the_plan()
    {
        var run = new TestRun(new TestCatalog()
            .Policed("a/plain", StepPolicies.None)
            .Policed("b/low", new() { Priority = -5 })
            .Policed("c/urgent", new() { Priority = 10 })
            .Policed("d/plain", new() { Priority = 0 })
            .Policed("e/most", new() { Priority = int.MaxValue }, after: ["b/low"]))
        {
            Options = new() { MaxParallel = 1 },
        };

        await run.ExecuteAsync();

        run.Observer.StartedSteps.ShouldBe(["c/urgent", "a/plain", "d/plain", "b/low", "e/most"], "priority does not hurry what an asset waits for");
    }
}
