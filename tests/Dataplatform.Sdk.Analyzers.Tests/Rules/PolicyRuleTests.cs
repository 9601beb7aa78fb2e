using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

public sealed class PolicyRuleTests
{
    private const string Types = """
        public sealed class Quiet : Dataplatform.Sdk.Events.IAssetHook;
        public sealed class OfRuns : Dataplatform.Sdk.Events.IRunHook;
        public sealed class Generic<T> : Dataplatform.Sdk.Events.IAssetHook;
        public abstract class Unfinished : Dataplatform.Sdk.Events.IAssetHook;

        """;

    [Theory]
    [InlineData("Retry(3, Delay = {|DP0030:\"2x\"|})", "Delay of [Retry] on 'Assets.A': '2x' is no duration. Did you mean '2s'? Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Retry(3, MaxDelay = {|DP0030:\"1 minute\"|})", "MaxDelay of [Retry] on 'Assets.A': '1 minute' is no duration. Did you mean '1m'? Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Timeout({|DP0030:\"10\"|})", "The timeout of 'Assets.A': '10' is no duration. Did you mean '10s'? Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Timeout({|DP0030:\"soon\"|})", "The timeout of 'Assets.A': 'soon' is no duration. Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Timeout({|DP0030:\"0s\"|})", "The timeout of 'Assets.A': '0s' is no time at all. Write how long, such as '2s', or 'none' for no limit.")]
    [InlineData("Timeout({|DP0030:\"90d\"|})", "The timeout of 'Assets.A': '90d' is longer than 49d. Write '49d' or less, or 'none' for no limit.")]
    [InlineData("Timeout({|DP0030:\"None\"|})", "The timeout of 'Assets.A': 'None' is no duration. Did you mean 'none'? Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Timeout({|DP0030:\"00:10:00\"|})", "The timeout of 'Assets.A': '00:10:00' is no duration. Did you mean '10m'? Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Retry(3, Delay = {|DP0030:\"0s\"|})", "Delay of [Retry] on 'Assets.A': '0s' is no time at all. Write how long, such as '2s'.")]
    [InlineData("RateLimit(\"api\", 10, Per = {|DP0030:\"30m1h\"|})", "The time of the rate limit 'api' of 'Assets.A': '30m1h' is no duration. Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("Retry({|DP0031:-1|})", "'Assets.A' has -1 retries. Write 0 or more.")]
    [InlineData("Pool(\"api\", Slots = {|DP0031:0|})", "The pool 'api' of 'Assets.A' has 0 slots. Write 1 or more.")]
    [InlineData("Pool({|DP0031:\" \"|})", "A pool of 'Assets.A' has no name. Write one: whoever shares it uses the same.")]
    [InlineData("RateLimit(\"api\", {|DP0031:0|})", "The rate limit 'api' of 'Assets.A' has 0 permits. Write 1 or more.")]
    [InlineData("RateLimit(permits: {|DP0031:0|}, name: \"api\")", "The rate limit 'api' of 'Assets.A' has 0 permits. Write 1 or more.")]
    [InlineData("Retry(3, On = {|DP0032:typeof(string)|})", "[Retry] on 'Assets.A': 'string' is no exception, so nothing would be retried. Name a type of exception.")]
    [InlineData("Retry(3, OnAny = new[] { typeof(TimeoutException), {|DP0032:typeof(Quiet)|} })", "[Retry] on 'Assets.A': 'Quiet' is no exception, so nothing would be retried. Name a type of exception.")]
    [InlineData("Retry(3, On = {|DP0032:typeof(Hidden)|})", "[Retry] on 'Assets.A': 'Assets.Hidden' cannot be named by generated code. Make it public or internal, without type parameters.")]
    [InlineData("Hook({|DP0032:typeof(string)|})", "[Hook] on 'Assets.A': 'string' is no hook. Name a class that implements IAssetHook and is not abstract.")]
    [InlineData("Hook({|DP0032:typeof(OfRuns)|})", "[Hook] on 'Assets.A': 'OfRuns' is told of runs, not of assets. Register it as a service, or name a class that implements IAssetHook and is not abstract.")]
    [InlineData("Hook({|DP0032:typeof(Generic<>)|})", "[Hook] on 'Assets.A': 'Generic<T>' cannot be named by generated code. Make it public or internal, without type parameters.")]
    [InlineData("Hook({|DP0032:typeof(Unfinished)|})", "[Hook] on 'Assets.A': 'Unfinished' is no hook. Name a class that implements IAssetHook and is not abstract.")]
    public void A_policy_that_cannot_work_is_one_error(string policy, string message) =>
        Marked.One($"{Types}public static class Assets {{ private sealed class Hidden : Exception; [Asset, {policy}] public static int A() => 1; }}").ShouldBe(message);

    [Fact]
    public void A_mistake_on_a_class_is_told_once_and_its_assets_are_generated_without_it()
    {
        const string source = "[Retry(1, Delay = {|DP0030:\"2 weeks\"|}), Timeout(\"5m\")] public static class Assets { [Asset] public static int A() => 1; [Asset] public static int B() => 2; }";
        Marked.One(source).ShouldStartWith("Delay of [Retry] on 'Assets': '2 weeks' is no duration.");
        var compiled = Compiled.Raw(source.Replace("{|DP0030:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal));
        var steps = string.Concat(compiled.Result.GeneratedTrees);
        steps.ShouldContain("timeout 5m");
        steps.ShouldNotContain("retry");
    }

    [Fact]
    public void Assets_that_disagree_on_a_pool_are_told_where_the_other_size_stands()
    {
        Marked.Check("""
            [Pool("api", Slots = 2)] public static class Assets
            {
                [Asset, Pool("api", Slots = {|DP0033:3|})] public static int A() => 1;
                [Asset, Pool("db")] public static int B() => 2;
                [Asset, Pool("db", Slots = 1), RateLimit("api", 5)] public static int C() => 2;
                [Asset, RateLimit("api", 5, Per = {|DP0033:"1m"|})] public static int D() => 2;
                [Asset, RateLimit("api", {|DP0033:6|}, Per = "1m")] public static int E() => 2;
                [Asset, RateLimit("api", 5, Per = "1000ms")] public static int F() => 2;
            }
            """).ShouldBe(
        [
            "The pool 'api' has 3 slots here, but 2 slots on 'Assets'. Write the same, or only once.",
            "The rate limit 'api' has 5 per 1m here, but 5 per 1s on 'Assets.C'. Write the same on both.",
            "The rate limit 'api' has 6 per 1m here, but 5 per 1s on 'Assets.C'. Write the same on both.",
        ]);
    }

    [Theory]
    [InlineData("Retry(0)")]
    [InlineData("Retry(3, Delay = \"1.5s\", Backoff = Backoff.Exponential, MaxDelay = \"1h30m\", Jitter = true, OnAny = [typeof(TimeoutException), typeof(System.Net.Http.HttpRequestException)])")]
    [InlineData("Timeout(\"none\")")]
    [InlineData("Pool(\"api\"), Pool(\"db\", Slots = 1), RateLimit(\"api\", 10, Per = \"1s\"), Priority(-1), Hook(typeof(Quiet))")]
    public void A_policy_that_works_is_no_error(string policy) =>
        Compiled.Clean($"{Types}public static class Assets {{ [Asset, {policy}] public static int A() => 1; }}");
}
