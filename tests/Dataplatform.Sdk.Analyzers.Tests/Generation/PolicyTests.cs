using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class PolicyTests
{
    [Fact]
    public void Everything_that_a_method_says_reaches_the_catalog()
    {
        using var loaded = LoadedAssembly.Of("""
            public sealed class Mail : Dataplatform.Sdk.Events.IAssetHook;
            public static class Assets
            {
                [Asset, Retry(3, Delay = "2s", Backoff = Backoff.Exponential, MaxDelay = "1m", Jitter = true, On = typeof(TimeoutException), OnAny = new[] { typeof(InvalidOperationException) })]
                [Timeout("10m"), Pool("a \\ b \"c\"", Slots = 2), Pool("db"), RateLimit("api", 10, Per = "500ms"), Priority(-7), Hook(typeof(Mail))]
                public static int A() => 1;
                [Asset, Timeout("none")] public static int B() => 1;
                [Asset] public static int C() => 1;
            }
            """);

        var policies = loaded.Step("Assets.A").Policies;
        var retry = policies.Retry.ShouldNotBeNull();
        (retry.Retries, retry.Delay, retry.Backoff, retry.MaxDelay, retry.Jitter).ShouldBe((3, TimeSpan.FromSeconds(2), Backoff.Exponential, TimeSpan.FromMinutes(1), true));
        retry.On.ShouldBe([typeof(TimeoutException), typeof(InvalidOperationException)]);
        policies.Timeout.ShouldBe(TimeSpan.FromMinutes(10));
        policies.Pools.ShouldBe([new("a \\ b \"c\"", 2), new("db")]);
        policies.RateLimits.ShouldBe([new("api", 10, TimeSpan.FromMilliseconds(500))]);
        policies.Priority.ShouldBe(-7);
        policies.Hooks.Single().Name.ShouldBe("Mail");
        loaded.Step("Assets.B").Policies.Timeout.ShouldBe(Timeout.InfiniteTimeSpan);
        loaded.Step("Assets.C").Policies.ShouldBe(StepPolicies.None);
    }

    [Fact]
    public void A_method_goes_before_its_class_and_pools_of_both_count()
    {
        using var loaded = LoadedAssembly.Of("""
            [Retry(5), Timeout("1h"), Priority(1), Pool("outer", Slots = 1)]
            public static class Outer
            {
                [Retry(2), Pool("api", Slots = 3)]
                public static class Assets
                {
                    [Asset, Retry(0), Pool("db"), Pool("api")] public static int A() => 1;
                    [Asset] public static int B() => 1;
                }
            }
            """);

        var own = loaded.Step("Assets.A").Policies;
        (own.Retry!.Retries, own.Timeout, own.Priority).ShouldBe((0, TimeSpan.FromHours(1), 1));
        own.Pools.ShouldBe([new("db"), new("api"), new("outer", 1)]);
        var inherited = loaded.Step("Assets.B").Policies;
        inherited.Retry!.Retries.ShouldBe(2);
        inherited.Pools.ShouldBe([new("api", 3), new("outer", 1)]);
    }
}
