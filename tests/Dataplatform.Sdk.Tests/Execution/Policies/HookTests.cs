using System.Collections.Concurrent;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class HookTests
{
    private readonly Told _told = new();

    [Fact]
    public async Task Registered_hooks_are_told_of_every_asset_and_of_the_end_of_the_run()
    {
        var run = Run(new TestCatalog()
            .Rows("a/x")
            .Effect("b/fails", ["a/x"], _ => throw new InvalidOperationException("no"))
            .Effect("c/skipped", ["b/fails"]));
        run.Services.AddScoped<IAssetHook, Everything>().AddScoped<IRunHook, Everything>();

        await run.ExecuteAsync();

        _told.Lines.ShouldBe(["a/x materialized", "b/fails failed: no", "run failed", "disposed", "disposed", "disposed"], ignoreOrder: true);
        _told.Lines.Where(line => line != "disposed").Last().ShouldBe("run failed");
    }

    [Fact]
    public async Task A_hook_that_an_asset_names_is_told_of_that_asset_only_and_gets_its_services()
    {
        var run = Run(new TestCatalog()
            .Policed("a/x", new() { Hooks = [typeof(Everything)] })
            .Rows("a/y"));

        await run.ExecuteAsync();

        _told.Lines.ShouldBe(["a/x materialized", "disposed"]);
    }

    [Fact]
    public async Task A_failed_attempt_is_no_failure_yet()
    {
        var run = Run(new TestCatalog().Policed(
            "a/x",
            new() { Hooks = [typeof(Everything)], Retry = new(1) { Delay = TimeSpan.Zero } },
            step => step.Context.Attempt == 1 ? throw new InvalidOperationException("no") : default));

        await run.ExecuteAsync();

        _told.Lines.ShouldBe(["a/x materialized", "disposed"]);
    }

    [Fact]
    public async Task What_a_hook_throws_changes_nothing()
    {
        var run = Run(new TestCatalog().Rows("a/x"));
        run.Services.AddSingleton<IAssetHook, Broken>().AddSingleton<IAssetHook, Everything>().AddSingleton<IRunHook, Broken>().AddSingleton<IRunHook, Everything>();

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized"]);

        _told.Lines.ShouldContain("a/x materialized");
        _told.Lines.ShouldContain("run succeeded");
    }

    [Fact]
    public async Task A_hook_that_cannot_be_made_changes_nothing()
    {
        var run = new TestRun(new TestCatalog().Policed("a/x", new() { Hooks = [typeof(Everything)] }));

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized"]);
    }

    [Fact]
    public async Task A_hook_that_does_not_end_is_left_behind_after_half_a_minute()
    {
        var clock = new WatchedClock();
        var run = new TestRun(new TestCatalog().Rows("a/x").Rows("b/y")) { Clock = clock };
        var stuck = new Stuck();
        run.Services.AddSingleton(_told).AddSingleton<IAssetHook>(stuck).AddSingleton<IRunHook, Everything>();

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await run.Store.PublishedAsync("b/y");
        running.IsCompleted.ShouldBeFalse("the assets need not wait for it, the end of the run does");
        for (var i = 0; i < 2; i++)
        {
            (await clock.PassAsync()).ShouldBe(TimeSpan.FromSeconds(30));
            await stuck.Left.WaitAsync(TestContext.Current.CancellationToken);
        }

        (await running).Lines().ShouldBe(["a/x Materialized", "b/y Materialized"]);
        _told.Lines.ShouldContain("run succeeded");
    }

    [Fact]
    public async Task A_cancelled_run_waits_for_its_hooks_only_a_moment()
    {
        using var cancel = new CancellationTokenSource();
        var clock = new WatchedClock();
        var run = new TestRun(new TestCatalog().Rows("a/x").Rows("b/y", ["a/x"], body: async step =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, step.CancellationToken);
        }))
        {
            Clock = clock,
        };
        run.Services.AddSingleton<IAssetHook, Stuck>();

        var running = run.ExecuteAsync(cancellationToken: cancel.Token);
        while (!running.IsCompleted)
        {
            var wait = clock.WaitAsync().AsTask();
            if (await Task.WhenAny(wait, running) == wait && await wait == TimeSpan.FromMilliseconds(250))
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
            }
        }

        (await running).Lines().ShouldBe(["a/x Materialized", "b/y Cancelled: interrupted"]);
        (clock.GetUtcNow() - clock.Start).ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private TestRun Run(TestCatalog catalog)
    {
        var run = new TestRun(catalog);
        run.Services.AddSingleton(_told);
        return run;
    }

    private sealed class Told
    {
        public ConcurrentQueue<string> Lines { get; } = new();
    }

    private sealed class Everything(Told told) : IAssetHook, IRunHook, IAsyncDisposable
    {
        public async ValueTask OnMaterializedAsync(RunEvent.AssetMaterialized asset, CancellationToken cancellationToken)
        {
            await Task.Yield();
            told.Lines.Enqueue($"{asset.Key} materialized");
        }

        public ValueTask OnFailedAsync(RunEvent.AssetFailed asset, CancellationToken cancellationToken)
        {
            told.Lines.Enqueue($"{asset.Key} failed: {asset.Error.Message}");
            return default;
        }

        public ValueTask OnSucceededAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken)
        {
            told.Lines.Enqueue("run succeeded");
            return default;
        }

        public ValueTask OnFailedAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken)
        {
            told.Lines.Enqueue("run failed");
            return default;
        }

        public ValueTask DisposeAsync()
        {
            told.Lines.Enqueue("disposed");
            return default;
        }
    }

    private sealed class Broken : IAssetHook, IRunHook
    {
        public ValueTask OnMaterializedAsync(RunEvent.AssetMaterialized asset, CancellationToken cancellationToken) => throw new InvalidOperationException("broken");

        public async ValueTask OnSucceededAsync(RunEvent.RunCompleted run, CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    private sealed class Stuck : IAssetHook
    {
        public SemaphoreSlim Left { get; } = new(0);

        public async ValueTask OnMaterializedAsync(RunEvent.AssetMaterialized asset, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => Left.Release());
            await new TaskCompletionSource().Task;
        }
    }
}
