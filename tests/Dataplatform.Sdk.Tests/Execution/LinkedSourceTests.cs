using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>Reading a table ends with the run, whatever token the reader passes.</summary>
public sealed class LinkedSourceTests : IDisposable
{
    private readonly CancellationTokenSource _run = new();
    private readonly CancellationTokenSource _own = new();

    public void Dispose()
    {
        _run.Dispose();
        _own.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Reading_ends_with_either_token(bool passesOwn, bool cancelsOwn)
    {
        var read = 0;
        var table = new Table<Item>(new("a/x"), "x", new LinkedSource<Item>(new Endless(), meter: null, _run.Token));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in table.WithCancellation(passesOwn ? _own.Token : CancellationToken.None))
            {
                if (++read == 3)
                {
                    await (cancelsOwn ? _own : _run).CancelAsync();
                }
            }
        });

        read.ShouldBe(3, "the source itself never looks at the token");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counting_ends_with_the_run(bool passesOwn)
    {
        var table = new Table<Item>(new("a/x"), "x", new LinkedSource<Item>(new Endless(), meter: null, _run.Token));
        var counting = table.CountAsync(passesOwn ? _own.Token : CancellationToken.None).AsTask();
        counting.IsCompleted.ShouldBeFalse();

        await _run.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => counting);
    }

    [Fact]
    public async Task A_step_that_passes_no_token_is_interrupted_all_the_same()
    {
        var run = new TestRun(new TestCatalog().Rows("a/x").Step(
            [TestCatalog.RowsOf("b/y")],
            async step =>
            {
                var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                step.CancellationToken.Register(cancelled.SetResult);
                await _run.CancelAsync();
                await cancelled.Task;
                await foreach (var row in step.Table<Item>(0))
                {
                    throw new InvalidOperationException("still reading");
                }
            },
            [TestCatalog.Reading("a/x")]));

        (await run.ExecuteAsync(cancellationToken: _run.Token)).Of("b/y").Status.ShouldBe(AssetStatus.Cancelled);
    }

    private sealed class Endless : ITableSource<Item>
    {
        public async IAsyncEnumerable<Item> ReadAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0L; ; i++)
            {
                yield return new Item(i);
                await ValueTask.CompletedTask;
            }
        }

        public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
