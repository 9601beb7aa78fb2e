using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>Steps of synchronous code, which keep their threads.</summary>
public sealed class BlockingStepTests : IDisposable
{
    private const int Many = 24;

    private readonly CancellationTokenSource _cancel = new();
    private readonly CountdownEvent _started = new(Many);
    private readonly ManualResetEventSlim _release = new();

    public void Dispose()
    {
        _cancel.Dispose();
        _started.Dispose();
        _release.Dispose();
    }

    [Fact]
    public async Task As_many_steps_as_are_allowed_run_at_once()
    {
        var least = 0;
        var run = new TestRun(Blocking(() =>
        {
            ThreadPool.GetMinThreads(out least, out _);
            _started.Signal();
            _started.Wait();
        }))
        {
            Options = new() { MaxParallel = Many },
        };

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        least.ShouldBeGreaterThan(Many, "the pool starts so many threads without delay");
    }

    [Fact]
    public async Task A_run_ends_although_its_steps_keep_their_threads_and_none_of_them_publishes()
    {
        var run = new TestRun(Blocking(() =>
        {
            _started.Signal();
            _release.Wait();
        }))
        {
            Options = new() { MaxParallel = Many },
        };

        var running = run.ExecuteAsync(cancellationToken: _cancel.Token);
        _started.Wait(TestContext.Current.CancellationToken);
        await _cancel.CancelAsync();
        var completed = await running;

        completed.Assets.ShouldAllBe(asset => asset.Status == AssetStatus.Cancelled && asset.Reason == RunReasons.Abandoned);
        _release.Set();
        while (run.Store.OpenSessions > 0)
        {
            await Task.Yield();
        }

        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_does_not_publish_from_the_moment_of_the_cancellation_on()
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);

            // No waiting for the news to reach the step: it goes on to publish at once.
            _cancel.Cancel();
        }));

        (await run.ExecuteAsync(cancellationToken: _cancel.Token)).Lines().ShouldBe(["a/x Cancelled: interrupted"]);
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_of_the_grace_needs_no_thread_of_the_pool()
    {
        var isPooled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        new RunCancellation(TimeProvider.System, NullLogger.Instance).InterruptSteps(() => isPooled.SetResult(Thread.CurrentThread.IsThreadPoolThread));

        (await isPooled.Task).ShouldBeFalse();
    }

    [Fact]
    public async Task The_news_of_the_cancellation_needs_no_thread_of_the_pool()
    {
        var isPooled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new TestRun(new TestCatalog().Rows("a/x", body: async step =>
        {
            step.CancellationToken.Register(() => isPooled.SetResult(Thread.CurrentThread.IsThreadPoolThread));
            await _cancel.CancelAsync();
            await isPooled.Task;
        }));

        await run.ExecuteAsync(cancellationToken: _cancel.Token);

        (await isPooled.Task).ShouldBeFalse();
    }

    private static TestCatalog Blocking(Action body)
    {
        var catalog = new TestCatalog();
        for (var i = 0; i < Many; i++)
        {
            catalog.Rows($"a/x{i}", body: _ =>
            {
                body();
                return default;
            });
        }

        return catalog;
    }
}
