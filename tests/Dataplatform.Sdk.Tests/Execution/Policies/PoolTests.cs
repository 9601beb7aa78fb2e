using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class PoolTests
{
    private static readonly SlotRequest Api = new("api", 1, 0, new("run"), "step");

    [Theory]
    [InlineData(null, 2)]
    [InlineData("3", 3)]
    public async Task So_many_steps_of_a_pool_run_at_once_and_the_configuration_has_the_last_word(string? configured, int expected)
    {
        var peak = 0;
        var inside = 0;
        var catalog = new TestCatalog();
        for (var i = 0; i < 12; i++)
        {
            catalog.Policed($"a/x{i}", new() { Pools = [new("api", i == 7 ? 2 : null)] }, async _ =>
            {
                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref peak, now);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            });
        }

        var run = new TestRun(catalog) { Options = new() { MaxParallel = 8 } };
        run.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Dataplatform:Pools:api", configured)]).Build());

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        peak.ShouldBeInRange(1, expected);
    }

    [Fact]
    public async Task All_slots_are_used()
    {
        using var both = new Barrier(2);
        var catalog = new TestCatalog()
            .Policed("a/x", new() { Pools = [new("api", 2)] }, Meet)
            .Policed("a/y", new() { Pools = [new("api")] }, Meet);

        (await new TestRun(catalog).ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        ValueTask Meet(StepInvocation step)
        {
            both.SignalAndWait(step.CancellationToken);
            return default;
        }
    }

    [Fact]
    public async Task A_full_pool_keeps_nobody_else_from_running()
    {
        TestRun run = null!;
        run = new TestRun(new TestCatalog()
            .Policed("a/first", new() { Pools = [new("api")] }, async _ => await run.Store.PublishedAsync("z/free"))
            .Policed("a/second", new() { Pools = [new("api")] })
            .Policed("a/third", new() { Pools = [new("api")] })
            .Rows("z/free"))
        {
            Options = new() { MaxParallel = 2 },
        };

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Higher_priorities_are_let_in_first()
    {
        var run = new TestRun(new TestCatalog()
            .Policed("a/low", new() { Pools = [new("api")], Priority = -1 })
            .Policed("a/plain", new() { Pools = [new("api")] })
            .Policed("a/urgent", new() { Pools = [new("api")], Priority = 10 }));

        await run.ExecuteAsync();

        run.Observer.StartedSteps.ShouldBe(["a/urgent", "a/plain", "a/low"]);
    }

    [Fact]
    public async Task Steps_of_two_pools_do_not_wait_for_each_other()
    {
        var catalog = new TestCatalog();
        for (var i = 0; i < 20; i++)
        {
            catalog.Policed($"a/x{i}", new() { Pools = i % 2 == 0 ? [new("a"), new("b")] : [new("b"), new("a")] }, async _ => await Task.Yield());
        }

        (await new TestRun(catalog) { Options = new() { MaxParallel = 8 } }.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_dead_step_frees_its_slot()
    {
        var clock = new WatchedClock();
        var never = new TaskCompletionSource();
        var run = new TestRun(new TestCatalog()
            .Policed("a/fails", new() { Pools = [new("api")] }, _ => throw new InvalidOperationException("no"))
            .Policed("b/hangs", new() { Pools = [new("api")], Timeout = TimeSpan.FromMinutes(1) }, async _ => await never.Task)
            .Policed("c/last", new() { Pools = [new("api")] }))
        {
            Clock = clock,
        };

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await clock.PassAsync();
        await clock.PassAsync();

        (await running).Assets.Select(asset => asset.Status).ShouldBe([AssetStatus.Failed, AssetStatus.Failed, AssetStatus.Materialized]);
        never.SetResult();
    }

    [Fact]
    public async Task Runs_of_one_process_share_their_pools_and_a_cancelled_run_gives_its_slots_back()
    {
        using var cancel = new CancellationTokenSource();
        var pools = new SlotPools();
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TestRun(new TestCatalog().Policed("a/x", new() { Pools = [new("api")] }, async step =>
        {
            holds.SetResult();
            await Task.Delay(Timeout.Infinite, step.CancellationToken);
        }).Policed("b/waits", new() { Pools = [new("api")] }));
        var second = new TestRun(new TestCatalog().Policed("a/y", new() { Pools = [new("api")] }));
        first.Services.AddSingleton<ISlotPools>(pools);
        second.Services.AddSingleton<ISlotPools>(pools);

        var held = first.ExecuteAsync(cancellationToken: cancel.Token);
        await holds.Task;
        var waiting = second.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        (await held).Lines().ShouldBe(["a/x Cancelled: interrupted", "b/waits Cancelled: never began"]);
        (await waiting).Lines().ShouldBe(["a/y Materialized"]);
        (await pools.TakeAsync(Api, CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task A_run_that_only_waits_for_a_pool_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var pools = new SlotPools();
        using var taken = await pools.TakeAsync(Api, CancellationToken.None);
        var run = new TestRun(new TestCatalog().Policed("a/x", new() { Pools = [new("api")] }).Effect("b/free"))
        {
            Observer = new(told =>
            {
                if (told is RunEvent.AssetMaterialized)
                {
                    cancel.Cancel();
                }
            }),
        };
        run.Services.AddSingleton<ISlotPools>(pools);

        (await run.ExecuteAsync(cancellationToken: cancel.Token)).Lines().ShouldBe(["a/x Cancelled: never began", "b/free Materialized"]);
    }

    [Fact]
    public async Task Whoever_leaves_the_line_leaves_their_slot_to_the_next()
    {
        using var leaves = new CancellationTokenSource();
        var pool = new SlotPools();
        var first = await pool.TakeAsync(Api, CancellationToken.None);
        var second = pool.TakeAsync(Api, leaves.Token).AsTask();
        var third = pool.TakeAsync(Api, CancellationToken.None).AsTask();
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();
        first.Dispose();

        (await third).Dispose();
        var fourth = pool.TakeAsync(Api, CancellationToken.None).AsTask();
        var fifth = pool.TakeAsync(Api, CancellationToken.None).AsTask();
        fourth.IsCompleted.ShouldBeTrue();
        fifth.IsCompleted.ShouldBeFalse("a slot that is given back twice is one slot");
        (await fourth).Dispose();
        (await fifth).Dispose();
    }

    [Fact]
    public async Task Sizes_that_disagree_or_make_no_sense_keep_the_run_from_starting()
    {
        var run = new TestRun(new TestCatalog()
            .Policed("a/x", new() { Pools = [new("api", 2), new("db")], RateLimits = [new("web", 1, TimeSpan.FromSeconds(1))] })
            .Policed("a/y", new() { Pools = [new("api", 3)], RateLimits = [new("web", 1, TimeSpan.FromMinutes(1))] }));
        run.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Dataplatform:Pools:db", "many")]).Build());

        (await Should.ThrowAsync<DataplatformException>(run.ExecuteAsync())).Message.ShouldBe(
            """
            The run cannot start:
            - The pool 'api' has 2 slots by 'TestAssets.AX' and 3 slots by 'TestAssets.AY'. Write the same, or set Dataplatform:Pools:api in the configuration.
            - Dataplatform:Pools:db is 'many' in the configuration, which is not a whole number from 1 up.
            - The rate limit 'web' is 1 per 1s by 'TestAssets.AX' and 1 per 1m by 'TestAssets.AY'. Write the same, or set Dataplatform:RateLimits:web in the configuration.
            """);
    }

    [Fact]
    public void One_slot_is_one_slot()
    {
        var steps = new TestCatalog().Policed("a/x", new() { Pools = [new("api", 1)] }).Policed("a/y", new() { Pools = [new("api", 3)] }).Build().Steps;

        new PolicyLimits(steps, configuration: null).ProblemsOf(steps).ShouldBe(
            ["The pool 'api' has 1 slot by 'TestAssets.AX' and 3 slots by 'TestAssets.AY'. Write the same, or set Dataplatform:Pools:api in the configuration."]);
    }

    [Fact]
    public void Settings_of_what_no_asset_names_are_found()
    {
        var limits = new PolicyLimits(
            [.. new TestCatalog().Policed("a/x", new() { Pools = [new("shop_api")] }).Build().Steps],
            new ConfigurationBuilder().AddInMemoryCollection([new("Dataplatform:Pools:shopapi", "2"), new("Dataplatform:RateLimits:web:Permits", "2")]).Build());

        limits.Unused.ShouldBe(
        [
            "Dataplatform:Pools:shopapi sets a pool that no asset names with [Pool]. Did you mean 'shop_api'?",
            "Dataplatform:RateLimits:web sets a rate limit that no asset names with [RateLimit].",
        ]);
    }

    private static void InterlockedMax(ref int peak, int value)
    {
        for (var seen = Volatile.Read(ref peak); seen < value; seen = Volatile.Read(ref peak))
        {
            Interlocked.CompareExchange(ref peak, value, seen);
        }
    }
}
